import Hummingbird

/// The page that says why a request was refused.
struct ErrorPage: Sendable {
  /// What is wrong.
  var problem: Problem

  /// The answer.
  var response: Response {
    if problem.status == .unauthorized {
      return answer(SignInPage(link: nil, message: nil).html)
    }
    let html = PageFrame(title: problem.status.reasonPhrase).html { html in
      html.element("section", .class("card narrow")) { html in
        html.element("p", .class("code"), text: "\(problem.status.code)")
        html.element("h1", text: problem.status.reasonPhrase)
        html.element("p", text: problem.detail)
        html.raw("<p><a href=\"/\">Go to the jobs</a></p>")
      }
    }
    return answer(html)
  }

  private func answer(_ html: HTMLWriter) -> Response {
    var response = Response.html(html, status: problem.status)
    for field in problem.headers { response.headers[field.name] = field.value }
    return response
  }
}
