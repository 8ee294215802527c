/// Compares 64 bytes at a time and gives a bit for each: what Swift's SIMD types compute only by way
/// of whole lanes. Every function reads exactly 64 bytes, which need not be aligned; bit 0 of the
/// result stands for the first of them.

#ifndef C_BYTE_MASKS_H
#define C_BYTE_MASKS_H

#include <stdint.h>

#if defined(__SSE2__)

#include <emmintrin.h>

static inline uint64_t byte_masks_join(__m128i a, __m128i b, __m128i c, __m128i d) {
  return (uint64_t)(uint32_t)_mm_movemask_epi8(a) | (uint64_t)(uint32_t)_mm_movemask_epi8(b) << 16
    | (uint64_t)(uint32_t)_mm_movemask_epi8(c) << 32
    | (uint64_t)(uint32_t)_mm_movemask_epi8(d) << 48;
}

static inline __m128i byte_masks_load(const uint8_t *bytes, int part) {
  return _mm_loadu_si128((const __m128i *)(const void *)bytes + part);
}

/// The bytes that equal one.
static inline uint64_t byte_mask_equal(const uint8_t *bytes, uint8_t wanted) {
  __m128i all = _mm_set1_epi8((char)wanted);
  return byte_masks_join(
    _mm_cmpeq_epi8(byte_masks_load(bytes, 0), all),
    _mm_cmpeq_epi8(byte_masks_load(bytes, 1), all),
    _mm_cmpeq_epi8(byte_masks_load(bytes, 2), all),
    _mm_cmpeq_epi8(byte_masks_load(bytes, 3), all));
}

/// The bytes that are less than a number, as signed ones.
static inline uint64_t byte_mask_below(const uint8_t *bytes, int8_t limit) {
  __m128i all = _mm_set1_epi8((char)limit);
  return byte_masks_join(
    _mm_cmplt_epi8(byte_masks_load(bytes, 0), all),
    _mm_cmplt_epi8(byte_masks_load(bytes, 1), all),
    _mm_cmplt_epi8(byte_masks_load(bytes, 2), all),
    _mm_cmplt_epi8(byte_masks_load(bytes, 3), all));
}

/// The bytes beyond ASCII.
static inline uint64_t byte_mask_high(const uint8_t *bytes) {
  return byte_masks_join(
    byte_masks_load(bytes, 0), byte_masks_load(bytes, 1), byte_masks_load(bytes, 2),
    byte_masks_load(bytes, 3));
}

#elif defined(__aarch64__)

#include <arm_neon.h>

static inline uint64_t byte_masks_join(uint8x16_t a, uint8x16_t b, uint8x16_t c, uint8x16_t d) {
  static const uint8_t weights[16] = {1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64, 128};
  uint8x16_t bits = vld1q_u8(weights);
  uint8x16_t low = vpaddq_u8(vandq_u8(a, bits), vandq_u8(b, bits));
  uint8x16_t high = vpaddq_u8(vandq_u8(c, bits), vandq_u8(d, bits));
  uint8x16_t sums = vpaddq_u8(low, high);
  sums = vpaddq_u8(sums, sums);
  return vgetq_lane_u64(vreinterpretq_u64_u8(sums), 0);
}

/// The bytes that equal one.
static inline uint64_t byte_mask_equal(const uint8_t *bytes, uint8_t wanted) {
  uint8x16_t all = vdupq_n_u8(wanted);
  return byte_masks_join(
    vceqq_u8(vld1q_u8(bytes), all), vceqq_u8(vld1q_u8(bytes + 16), all),
    vceqq_u8(vld1q_u8(bytes + 32), all), vceqq_u8(vld1q_u8(bytes + 48), all));
}

static inline uint8x16_t byte_masks_less(const uint8_t *bytes, int8x16_t limit) {
  return vcltq_s8(vreinterpretq_s8_u8(vld1q_u8(bytes)), limit);
}

/// The bytes that are less than a number, as signed ones.
static inline uint64_t byte_mask_below(const uint8_t *bytes, int8_t limit) {
  int8x16_t all = vdupq_n_s8(limit);
  return byte_masks_join(
    byte_masks_less(bytes, all), byte_masks_less(bytes + 16, all),
    byte_masks_less(bytes + 32, all), byte_masks_less(bytes + 48, all));
}

/// The bytes beyond ASCII.
static inline uint64_t byte_mask_high(const uint8_t *bytes) { return byte_mask_below(bytes, 0); }

#else

/// The bytes that equal one.
static inline uint64_t byte_mask_equal(const uint8_t *bytes, uint8_t wanted) {
  uint64_t mask = 0;
  for (int place = 0; place < 64; place += 1) {
    mask |= (uint64_t)(bytes[place] == wanted) << place;
  }
  return mask;
}

/// The bytes that are less than a number, as signed ones.
static inline uint64_t byte_mask_below(const uint8_t *bytes, int8_t limit) {
  uint64_t mask = 0;
  for (int place = 0; place < 64; place += 1) {
    mask |= (uint64_t)((int8_t)bytes[place] < limit) << place;
  }
  return mask;
}

/// The bytes beyond ASCII.
static inline uint64_t byte_mask_high(const uint8_t *bytes) { return byte_mask_below(bytes, 0); }

#endif

#endif
