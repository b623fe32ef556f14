/* A Cortex-M without anything: its vectors, what happens at reset, semihosting, and what the library needs of a C library. */
#include <stddef.h>
#include <stdint.h>

#include "port.h"

int main(void);
void reset(void);
extern uint32_t stack_top, data_start, data_end, bss_start, bss_end;
extern const uint32_t data_in_flash;

/* Asks QEMU (or a debugger) for something. */
static void semihosting(uint32_t what, const void *with) {
    register uint32_t r0 __asm__("r0") = what;
    register const void *r1 __asm__("r1") = with;
    __asm__ volatile("bkpt 0xab" : "+r"(r0) : "r"(r1) : "memory");
}

void leave(const char *words, int status) {
    const uint32_t block[2] = {0x20026, (uint32_t)status};
    semihosting(0x04, words);
    semihosting(0x20, block);
    for (;;) {}
}

/* What memory begins with: zeros, or a copy from flash. */
void reset(void) {
    const uint32_t *from = &data_in_flash;
    uint32_t *word;
    for (word = &data_start; word < &data_end; word++) *word = *from++;
    for (word = &bss_start; word < &bss_end; word++) *word = 0;
    main();
}

static void fault(void) { leave("a fault\n", 2); }

struct vectors {
    uint32_t *stack;
    void (*handlers[15])(void);
};
__attribute__((section(".vectors"), used)) static const struct vectors vectors = {&stack_top, {reset, fault, fault}};

/* The compiler must not make calls of themselves out of these loops. */
#define PLAIN __attribute__((optimize("no-tree-loop-distribute-patterns"), used))

PLAIN void __aeabi_memcpy(uint8_t *to, const uint8_t *from, size_t length) {
    while (length--) *to++ = *from++;
}
PLAIN void __aeabi_memset(uint8_t *to, size_t length, int value) {
    while (length--) *to++ = (uint8_t)value;
}
PLAIN void __aeabi_memclr(uint8_t *to, size_t length) { __aeabi_memset(to, length, 0); }
#define ALIAS(name) __attribute__((alias(#name)))
void __aeabi_memcpy4(uint8_t *to, const uint8_t *from, size_t length) ALIAS(__aeabi_memcpy);
void __aeabi_memcpy8(uint8_t *to, const uint8_t *from, size_t length) ALIAS(__aeabi_memcpy);
void __aeabi_memset8(uint8_t *to, size_t length, int value) ALIAS(__aeabi_memset);
void __aeabi_memclr4(uint8_t *to, size_t length) ALIAS(__aeabi_memclr);
void __aeabi_memclr8(uint8_t *to, size_t length) ALIAS(__aeabi_memclr);
void *memcpy(void *to, const void *from, size_t length) {
    __aeabi_memcpy(to, from, length);
    return to;
}
void *memset(void *to, int value, size_t length) {
    __aeabi_memset(to, length, value);
    return to;
}
