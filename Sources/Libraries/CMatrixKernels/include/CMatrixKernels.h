/// The inner loops of matrix products, one for each kind of processor, chosen at run time: Swift
/// compiles for the oldest processor only, where a fused multiplication is a call.

#ifndef C_MATRIX_KERNELS_H
#define C_MATRIX_KERNELS_H

#include <stddef.h>

/// `c += alpha * a * b` for matrices in memory row by row.
///
/// `a` has `rows` rows and `depth` columns, `b` `depth` rows and `columns` columns; a stride is the
/// distance from row to row in numbers. A transposed factor is given with its strides exchanged:
/// `a[i * a_row + k * a_column]`. Returns 0, or -1 if there was no memory.
int matrix_multiply_add(
  size_t rows, size_t columns, size_t depth, double alpha, const double *a, size_t a_row,
  size_t a_column, const double *b, size_t b_row, size_t b_column, double *c, size_t c_row);

/// The sum of the products of two lists of numbers.
double matrix_dot(size_t count, const double *a, const double *b);

/// `y += alpha * x`.
void matrix_add_scaled(size_t count, double alpha, const double *x, double *y);

/// The sums of the products of every two columns of numbers, in twice the digits: `high + low`.
///
/// Each number is first multiplied by its row's factor, where `factors` is not null. The sum for the
/// columns `i` and `j` with `j <= i` is put at `i * count + j`; nothing is put elsewhere, nor for no
/// rows. Returns 0, or -1 if there was no memory.
int matrix_cross_products(
  size_t rows, size_t count, const double *const *columns, const double *factors, double *high,
  double *low);

/// How many numbers `matrix_exact_sums` takes.
#define MATRIX_EXACT_BLOCK 256

/// Sums of integers and of their squares, in parts that no sum is too long for.
struct matrix_exact_sums {
  /// The sum is `high * 2^30 + low`.
  long long high, low;
  /// The sum of squares is that of `s * 2^60`, `2 * s * 2^30` and `s` for the three, each with
  /// `s[0] + s[1] * 2^32`.
  unsigned long long squares[3][2];
};

/// Sums 256 numbers and their squares without rounding, as integers times 2^(base - 1075).
///
/// Numbers of an exponent, as it is stored, below `base` or more than 7 above it are left out; the
/// places of those other than 0 are put into `outside`, and their count is returned.
size_t matrix_exact_sums(
  const double *values, int base, struct matrix_exact_sums *sums, unsigned char *outside);

/// Whether vectors are wide enough for `matrix_exact_sums` to be faster than words.
int matrix_has_wide_vectors(void);

/// The name of the kind of processor whose loops are used: avx512f, avx2 or baseline.
const char *matrix_kernel_name(void);

#endif
