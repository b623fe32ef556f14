/* A library of another version: what a layer has to refuse when it loads it. */
#include <stdint.h>

uint32_t cl_abi(void) { return 1; }
uint32_t cl_layout(void) { return 1; }
