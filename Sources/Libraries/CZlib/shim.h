// The system's zlib: deflate and inflate of gzip files.
#include <zlib.h>
