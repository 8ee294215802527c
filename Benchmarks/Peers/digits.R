# Certified figures by R: Rscript digits.R FOLDER. Prints family, set, quantity and value.
folder <- commandArgs(trailingOnly = TRUE)[1]
say <- function(family, set, quantity, value) {
  cat(family, set, quantity, format(value, digits = 17), "\n")
}
sets <- function(family) {
  files <- list.files(file.path(folder, family), pattern = "[.]csv$")
  setNames(lapply(file.path(folder, family, files), read.csv), sub("[.]csv$", "", files))
}
for (set in names(univariate <- sets("univariate"))) {
  say("univariate", set, "mean", mean(univariate[[set]]$y))
  say("univariate", set, "stdev", sd(univariate[[set]]$y))
}
degrees <- c(Filip = 10, Pontius = 2, Wampler1 = 5, Wampler2 = 5, Wampler3 = 5, Wampler4 = 5,
             Wampler5 = 5)
for (set in names(linear <- sets("linear"))) {
  data <- linear[[set]]
  degree <- if (set %in% names(degrees)) degrees[[set]] else 0
  if (degree > 0) {
    powers <- sapply(1:degree, function(power) data[[2]]^power)
    data <- data.frame(y = data$y, powers)
  }
  without <- startsWith(set, "NoInt")
  model <- if (without) lm(y ~ . - 1, data) else lm(y ~ ., data)
  estimates <- coef(model)
  errors <- summary(model)$coefficients[, 2]
  if (length(errors) == 1) names(errors) <- names(estimates)
  first <- if (without) 1 else 0
  # A column that R drops has no estimate and no error.
  for (place in seq_along(estimates)) {
    say("linear", set, paste0("B", place - 1 + first), estimates[[place]])
    say("linear", set, paste0("se_B", place - 1 + first), errors[names(estimates)[place]])
  }
}
for (set in names(groups <- sets("anova"))) {
  model <- anova(lm(y ~ factor(group), groups[[set]]))
  say("anova", set, "F", model[["F value"]][1])
}
cat("# R", as.character(getRversion()), "\n")
