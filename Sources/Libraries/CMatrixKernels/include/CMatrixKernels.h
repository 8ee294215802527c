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

/// The name of the kind of processor whose loops are used: avx512f, avx2 or baseline.
const char *matrix_kernel_name(void);

#endif
