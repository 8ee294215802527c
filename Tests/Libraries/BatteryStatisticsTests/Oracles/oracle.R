# Writes r.tsv by R 4.2.2: Rscript oracle.R > r.tsv
#
# A case is a line: what was asked, its options (name=value, ";" between them), the data (lists with
# "," between numbers and ";" between lists; columns of a model have a name before "=", and "@" after
# it where they are names of groups), and R's figures (name=number,number with ";" between them).
# Numbers have 17 digits, or 15 where those are enough. Data is drawn with seeds, or one of the sets that R brings along.

wide <- function(x) {
  x <- as.numeric(x)
  short <- sprintf("%.15g", x)
  paste(ifelse(as.numeric(short) == x, short, sprintf("%.17g", x)), collapse = ",")
}
lists <- function(...) paste(vapply(list(...), wide, ""), collapse = ";")
fields <- function(pairs) paste(names(pairs), unlist(pairs), sep = "=", collapse = ";")
figures <- function(...) {
  values <- list(...)
  paste(names(values), vapply(values, wide, ""), sep = "=", collapse = ";")
}
write <- function(kind, options, data, result) cat(kind, options, data, result, sep = "\t", fill = FALSE)
case <- function(...) { write(...); cat("\n") }
sides <- c("two.sided", "less", "greater")

# Quantiles
samples <- function() {
  set.seed(11)
  list(3, c(1, 2), c(7, 1, 4), round(rnorm(4), 3), 1:10, round(rnorm(33) * 4) / 4, rexp(50),
       1e9 + round(rnorm(17), 2), rnorm(100) * 1e-200, c(rep(2, 8), 5), rcauchy(257))
}
shares <- c(0, 0.01, 0.1, 0.25, 1 / 3, 0.5, 0.62, 0.75, 0.9, 0.999, 1)
for (x in samples()) for (type in 1:9) {
  case("quantile", paste0("type=", type), lists(shares, x),
       figures(values = quantile(x, shares, type = type, names = FALSE)))
}

# Student's and Welch's tests
test <- function(kind, options, data, r) {
  parts <- list(statistic = r$statistic, p = r$p.value)
  if (!is.null(r$parameter)) parts$freedom <- r$parameter
  if (!is.null(r$conf.int)) parts$interval <- r$conf.int
  if (!is.null(r$estimate)) {
    parts$estimate <- if (length(r$estimate) == 2) -diff(r$estimate) else r$estimate
  }
  case(kind, fields(options), data, do.call(figures, parts))
}
set.seed(12)
pairs <- list(
  list(sleep$extra[1:10], sleep$extra[11:20]),
  list(rnorm(6, 1), rnorm(9, 3, 4)),
  list(round(rnorm(40, 10), 2), round(rnorm(31, 10.5, 3), 2)),
  list(1e6 + rnorm(12), 1e6 + 3 + rnorm(12)),
  list(rnorm(3), rnorm(300, 5, 0.1)),
  list(rexp(2), rexp(2)))
for (pair in pairs) for (side in sides) for (level in c(0.9, 0.95, 0.99)) {
  a <- pair[[1]]
  b <- pair[[2]]
  few <- min(length(a), length(b))
  options <- list(side = side, level = level)
  mu <- list(mean = 0.25)
  test("t.one", c(options, mu), lists(a),
       t.test(a, mu = 0.25, alternative = side, conf.level = level))
  test("t.welch", c(options, mu), lists(a, b),
       t.test(a, b, mu = 0.25, alternative = side, conf.level = level))
  test("t.student", c(options, mu), lists(a, b),
       t.test(a, b, mu = 0.25, alternative = side, conf.level = level, var.equal = TRUE))
  test("t.paired", c(options, mu), lists(a[1:few], b[1:few]),
       t.test(a[1:few], b[1:few], mu = 0.25, alternative = side, conf.level = level, paired = TRUE))
}

# Analysis of variance
groups <- list(
  split(PlantGrowth$weight, PlantGrowth$group), split(InsectSprays$count, InsectSprays$spray),
  split(chickwts$weight, chickwts$feed), split(iris$Sepal.Width, iris$Species),
  split(airquality$Temp, airquality$Month), split(sleep$extra, sleep$group))
for (group in groups) {
  names(group) <- NULL
  value <- unlist(group)
  factor <- factor(rep(seq_along(group), lengths(group)))
  table <- summary(aov(value ~ factor))[[1]]
  case("anova", "", do.call(lists, group), figures(
    freedom = table$Df, squares = table$"Sum Sq", statistic = table$"F value"[1],
    p = table$"Pr(>F)"[1]))
}

# Tests of counts
tables <- list(
  matrix(c(12, 5, 3, 9), 2), matrix(c(1, 2, 30, 4), 2), matrix(c(5, 5, 5, 5), 2),
  matrix(c(20, 21, 22, 23), 2), matrix(c(762, 327, 468, 484, 239, 477), 2, byrow = TRUE),
  matrix(c(100, 40, 3, 7, 90, 60, 10, 2, 8, 80, 3, 3), 3, byrow = TRUE),
  unclass(HairEyeColor[, , 1]), matrix(c(3, 1000, 1, 2000), 2))
for (table in tables) for (yates in c(TRUE, FALSE)) {
  r <- suppressWarnings(chisq.test(table, correct = yates))
  test("independence", list(yates = yates), do.call(lists, lapply(seq_len(nrow(table)), function(i) table[i, ])), r)
}
counts <- list(c(16, 18, 16, 14, 12, 12), c(43, 57), c(900, 1, 1), c(89, 37, 30, 28, 2))
expected <- list(c(16, 16, 16, 16, 16, 8), c(1, 1), c(1, 2, 3), c(40, 20, 20, 15, 5))
for (i in seq_along(counts)) {
  r <- suppressWarnings(chisq.test(counts[[i]], p = expected[[i]], rescale.p = TRUE))
  test("fit", list(), lists(counts[[i]], expected[[i]]), r)
}

# Tests by ranks. Exact where nothing is tied and there are up to 50 values, as ours.
set.seed(13)
plain <- list(list(rnorm(1, 1), rnorm(2)), list(rnorm(5, 1), rnorm(8)), list(rnorm(21), rnorm(30, 0.8)),
              list(rnorm(49, 0.3), rnorm(50)), list(depression = c(1.83, 0.50, 1.62, 2.48, 1.68, 1.88, 1.55, 3.06, 1.30),
              c(0.878, 0.647, 0.598, 2.05, 1.06, 1.29, 1.06, 3.14, 1.29)))
for (pair in plain) for (side in sides) {
  a <- pair[[1]]
  b <- pair[[2]]
  if (!anyDuplicated(c(a, b))) {
    test("mannwhitney", list(side = side, exact = TRUE, correct = TRUE), lists(a, b),
         wilcox.test(a, b, alternative = side, exact = TRUE))
  }
  few <- min(length(a), length(b))
  difference <- a[1:few] - b[1:few]
  test("wilcoxon", list(side = side, exact = TRUE, correct = TRUE), lists(difference),
       wilcox.test(difference, alternative = side, exact = TRUE))
}
tied <- list(list(round(rnorm(9, 1) * 2), round(rnorm(14) * 2)), list(sleep$extra[1:10], sleep$extra[11:20]),
             list(airquality$Wind[1:60], airquality$Wind[61:130]), list(rnorm(80), rnorm(75, 0.4)),
             list(c(1, 1, 2), c(2, 2, 3)))
for (pair in tied) for (side in sides) for (correct in c(TRUE, FALSE)) {
  a <- pair[[1]]
  b <- pair[[2]]
  options <- list(side = side, exact = FALSE, correct = correct)
  test("mannwhitney", options, lists(a, b),
       wilcox.test(a, b, alternative = side, exact = FALSE, correct = correct))
  few <- min(length(a), length(b))
  difference <- round(a[1:few] - b[1:few], 2)
  if (anyDuplicated(abs(difference)) || any(difference == 0) || few > 50) {
    test("wilcoxon", options, lists(difference), suppressWarnings(
      wilcox.test(difference, alternative = side, exact = FALSE, correct = correct)))
  }
}

# Distances between distributions
set.seed(14)
for (n in c(1, 2, 5, 20, 60, 99)) for (shift in c(0, 0.5, 1.5)) {
  a <- rnorm(n, shift)
  test("ks.one", list(exact = TRUE), lists(a), ks.test(a, "pnorm", exact = TRUE))
}
for (n in c(150, 1000)) for (shift in c(0, 0.05, 0.2)) {
  a <- rnorm(n, shift)
  test("ks.one", list(exact = FALSE), lists(a), ks.test(a, "pnorm", exact = FALSE))
}
for (n in list(c(1, 1), c(3, 4), c(10, 25), c(60, 70))) for (shift in c(0, 0.7)) {
  a <- rnorm(n[1], shift)
  b <- rnorm(n[2])
  test("ks.two", list(exact = TRUE), lists(a, b), ks.test(a, b, exact = TRUE))
}
for (n in list(c(120, 130), c(400, 90))) for (shift in c(0, 0.1, 0.3)) {
  a <- rnorm(n[1], shift)
  b <- rnorm(n[2])
  test("ks.two", list(exact = FALSE), lists(a, b), ks.test(a, b, exact = FALSE))
}

# Normality
set.seed(15)
more <- list(c(1, 2, 4), c(148, 154, 158, 160, 161, 162, 166, 170, 182, 195, 236), rnorm(4), rexp(5),
             rnorm(6), rcauchy(7), rnorm(8), rexp(11), rnorm(12), round(rnorm(60), 1),
             mtcars$mpg, iris$Sepal.Length, airquality$Temp, rexp(900), rnorm(2500), 1:40,
             c(0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 9))
for (x in more) test("shapiro", list(), lists(x), shapiro.test(x))

# Linear models
columns <- function(frame) {
  paste(vapply(names(frame), function(name) {
    x <- frame[[name]]
    if (is.numeric(x)) paste0(name, "=", wide(x)) else paste0(name, "=@", paste(x, collapse = ","))
  }, ""), collapse = ";")
}
linear <- function(formula, frame, ours, weights = NULL, level = 0.95) {
  variables <- if ("." %in% all.vars(formula)) names(frame) else all.vars(formula)
  frame <- frame[c(variables, weights)]
  if (!is.null(weights)) names(frame)[ncol(frame)] <- "weights"
  model <- if (is.null(weights)) lm(formula, frame) else lm(formula, frame, weights = weights)
  s <- summary(model)
  k <- coef(s)
  case("lm", fields(list(formula = ours, level = level, weighted = !is.null(weights))), columns(frame),
       figures(estimate = k[, 1], error = k[, 2], t = k[, 3], p = k[, 4],
               low = confint(model, level = level)[, 1], high = confint(model, level = level)[, 2],
               sigma = s$sigma, rsquared = s$r.squared, adjusted = s$adj.r.squared,
               f = s$fstatistic, fp = pf(s$fstatistic[1], s$fstatistic[2], s$fstatistic[3], lower.tail = FALSE),
               aic = AIC(model), bic = BIC(model), loglikelihood = logLik(model),
               residuals = residuals(model), leverage = hatvalues(model),
               standardized = rstandard(model)))
}
# Groups in the order of the alphabet, as ours.
warpbreaks$tension <- as.character(warpbreaks$tension)
linear(dist ~ speed, cars, "dist ~ speed")
linear(dist ~ speed - 1, cars, "dist ~ speed - 1")
linear(dist ~ speed + I(speed^2), cars, "dist ~ speed + I(speed^2)", level = 0.9)
linear(dist ~ speed, cars, "dist ~ speed", weights = "speed")
linear(weight ~ height + I(height^2) + I(height^3), women, "weight ~ height + I(height^2) + I(height^3)")
linear(mpg ~ wt + hp + qsec, mtcars, "mpg ~ wt + hp + qsec", level = 0.99)
linear(mpg ~ wt + hp + factor(cyl), mtcars, "mpg ~ wt + hp + C(cyl)")
linear(mpg ~ wt + hp, mtcars, "mpg ~ wt + hp", weights = "drat")
linear(mpg ~ wt * hp, mtcars, "mpg ~ wt * hp")
linear(log(mpg) ~ log(wt) + sqrt(hp), mtcars, "log(mpg) ~ log(wt) + sqrt(hp)")
linear(weight ~ group, PlantGrowth, "weight ~ group")
linear(weight ~ group - 1, PlantGrowth, "weight ~ group - 1")
linear(Sepal.Length ~ Petal.Length * Species, iris, "`Sepal.Length` ~ `Petal.Length` * Species")
linear(breaks ~ wool * tension, warpbreaks, "breaks ~ wool * tension")
linear(stack.loss ~ Air.Flow + Water.Temp + Acid.Conc., stackloss, "`stack.loss` ~ `Air.Flow` + `Water.Temp` + `Acid.Conc.`")
linear(Employed ~ GNP + Unemployed + Armed.Forces + Population + Year, longley,
       "Employed ~ GNP + Unemployed + `Armed.Forces` + Population + Year")
linear(rating ~ ., attitude, paste("rating ~", paste(names(attitude)[-1], collapse = " + ")))

# Logistic models
logistic <- function(formula, frame, ours) {
  frame <- frame[all.vars(formula)]
  model <- glm(formula, binomial, frame, control = glm.control(epsilon = 1e-15, maxit = 100))
  k <- coef(summary(model))
  interval <- confint.default(model)
  case("glm", fields(list(formula = ours)), columns(frame),
       figures(estimate = k[, 1], error = k[, 2], z = k[, 3], p = k[, 4], low = interval[, 1],
               high = interval[, 2], loglikelihood = logLik(model), null = -model$null.deviance / 2,
               aic = AIC(model), fitted = fitted(model)))
}
logistic(am ~ wt, mtcars, "am ~ wt")
logistic(vs ~ mpg + wt, mtcars, "vs ~ mpg + wt")
logistic(am ~ hp + factor(vs), mtcars, "am ~ hp + C(vs)")
infert$education <- as.character(infert$education)
logistic(case ~ age + parity + spontaneous + induced, infert, "case ~ age + parity + spontaneous + induced")

# Correlations
related <- list(
  list(cars$speed, cars$dist), list(mtcars$mpg, mtcars$wt), list(attitude$rating, attitude$advance),
  list(c(44.4, 45.9, 41.9, 53.3, 44.7, 44.1, 50.7, 45.2, 60.1), c(2.6, 3.1, 2.5, 5.0, 3.6, 4.0, 5.2, 2.8, 3.8)))
set.seed(16)
for (n in c(4, 5, 7, 9)) related <- c(related, list(list(rnorm(n), rnorm(n))))
for (n in c(30, 49, 120)) {
  a <- rnorm(n)
  related <- c(related, list(list(a, a * 0.6 + rnorm(n))))
}
for (pair in related) for (side in sides) {
  a <- pair[[1]]
  b <- pair[[2]]
  for (level in c(0.9, 0.95)) {
    test("cor.pearson", list(side = side, level = level), lists(a, b),
         cor.test(a, b, alternative = side, conf.level = level))
  }
  ties <- anyDuplicated(a) > 0 || anyDuplicated(b) > 0
  # R calls a series exact from 10 values on; ours counts all orders up to 12, and takes t beyond.
  if (length(a) < 10 || length(a) > 12) {
    exact <- !ties && length(a) < 10
    test("cor.spearman", list(side = side, exact = exact), lists(a, b), suppressWarnings(
      cor.test(a, b, alternative = side, method = "spearman", exact = exact)))
  }
  exact <- !ties && length(a) < 50
  test("cor.kendall", list(side = side, exact = exact), lists(a, b), suppressWarnings(
    cor.test(a, b, alternative = side, method = "kendall", exact = exact)))
}
