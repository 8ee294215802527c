#include "CMatrixKernels.h"

#include <stdlib.h>
#include <string.h>

// A block of `a` stays in the second-level cache, a panel of `b` in the first, a block of `b` in the
// third.
#define MATRIX_ROW_BLOCK 144
#define MATRIX_COLUMN_BLOCK 4096
#define MATRIX_DEPTH_BLOCK 384
// Rows of all columns that stay in the first-level cache while they are multiplied by each other.
#define MATRIX_CROSS_BLOCK 256

#define KERNEL(name) baseline_##name
#define TARGET
#define LANES 2
#define ROWS 4
#define VECTORS 2
#if defined(__aarch64__)
#define FUSED 1
#else
#define FUSED 0
#endif
#define LEFT 2
#define RIGHT 2
#include "kernel.inc"

#if defined(__x86_64__)

#define KERNEL(name) avx2_##name
#define TARGET __attribute__((target("avx2,fma")))
#define LANES 4
#define ROWS 6
#define VECTORS 2
#define FUSED 1
#define LEFT 2
#define RIGHT 2
#include "kernel.inc"

#define KERNEL(name) avx512_##name
#define TARGET __attribute__((target("avx512f")))
#define LANES 8
#define ROWS 8
#define VECTORS 3
#define FUSED 1
#define LEFT 2
#define RIGHT 4
#include "kernel.inc"

enum level { LEVEL_UNKNOWN, LEVEL_BASELINE, LEVEL_AVX2, LEVEL_AVX512 };

static enum level detected(void)
{
  // Written by several threads at once, always with the same value.
  static _Atomic enum level known = LEVEL_UNKNOWN;
  enum level level = known;
  if (level == LEVEL_UNKNOWN) {
    __builtin_cpu_init();
    level = __builtin_cpu_supports("avx512f") ? LEVEL_AVX512
      : __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") ? LEVEL_AVX2
      : LEVEL_BASELINE;
    known = level;
  }
  return level;
}

#define DISPATCH(name, ...) \
  switch (detected()) { \
  case LEVEL_AVX512: return avx512_##name(__VA_ARGS__); \
  case LEVEL_AVX2: return avx2_##name(__VA_ARGS__); \
  default: return baseline_##name(__VA_ARGS__); \
  }

const char *matrix_kernel_name(void)
{
  switch (detected()) {
  case LEVEL_AVX512: return "avx512f";
  case LEVEL_AVX2: return "avx2";
  default: return "baseline";
  }
}

int matrix_has_wide_vectors(void) { return detected() != LEVEL_BASELINE; }

#else

#define DISPATCH(name, ...) return baseline_##name(__VA_ARGS__);

const char *matrix_kernel_name(void) { return "baseline"; }

int matrix_has_wide_vectors(void) { return 0; }

#endif

int matrix_multiply_add(
  size_t rows, size_t columns, size_t depth, double alpha, const double *a, size_t a_row,
  size_t a_column, const double *b, size_t b_row, size_t b_column, double *c, size_t c_row)
{
  if (rows == 0 || columns == 0 || depth == 0) return 0;
  DISPATCH(
    multiply_add, rows, columns, depth, alpha, a, a_row, a_column, b, b_row, b_column, c, c_row)
}

double matrix_dot(size_t count, const double *a, const double *b) { DISPATCH(dot, count, a, b) }

void matrix_add_scaled(size_t count, double alpha, const double *x, double *y)
{
  DISPATCH(add_scaled, count, alpha, x, y)
}

int matrix_cross_products(
  size_t rows, size_t count, const double *const *columns, const double *factors, double *high,
  double *low)
{
  if (rows == 0 || count == 0) return 0;
  DISPATCH(cross_products, rows, count, columns, factors, high, low)
}

size_t matrix_exact_sums(
  const double *values, int base, struct matrix_exact_sums *sums, unsigned char *outside)
{
  DISPATCH(exact_sums, values, base, sums, outside)
}
