/// The page where a link is used.
struct SignInPage: Sendable {
  /// The link's token; `nil` when there is none.
  var link: String?
  /// What went wrong before.
  var message: String?

  /// The page.
  var html: HTMLWriter {
    PageFrame(title: "Sign in").html { html in
      html.element("section", .class("card narrow")) { html in
        html.raw("<h1>Sign in</h1>")
        if let message {
          html.element("p", .class("note fail"), .of("role", "alert"), text: message)
        }
        if let link {
          html.raw("<p>This link signs this browser in, once.</p>")
          html.element(
            "form",
            .of("method", "post"),
            .action("/login"),
            .flag("data-sign-in")
          ) { html in
            html.empty(
              .input,
              .of("type", "hidden"),
              .of("name", "link"),
              .of("value", link)
            )
            html.raw("<button class=\"primary\" autofocus>Open the dashboard</button>")
          }
        } else {
          html.raw(
            """
            <p>You need a sign-in link. The hub prints one when it starts for the first time; \
            this command makes another:</p><pre><code>batteries link</code></pre>\
            <p class="muted">Run it beside the configuration, on the machine of the hub. A link \
            works once, for 15 minutes.</p>
            """
          )
        }
      }
    }
  }
}
