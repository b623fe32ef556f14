/* What a machine has to have for call.c: says the last words, and ends with a status. */
__attribute__((noreturn)) void leave(const char *words, int status);
