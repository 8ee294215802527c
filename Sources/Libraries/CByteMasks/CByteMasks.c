// Everything is in the header, so that it is inlined into the loops that use it.
#include "CByteMasks.h"
