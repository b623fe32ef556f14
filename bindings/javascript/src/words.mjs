// Words and their numbers.

import * as abi from "./abi.mjs";

/** The words of a list by their numbers; null is what is absent. */
export const optional = (words) => Array.from({ length: 256 }, (_, number) => words[number] ?? null);

/** The numbers of a list by their words. */
export const numbers = (words) => new Map(words.map((word, number) => [word, number]));

export const STATES = numbers(abi.callStateWords);
export const CAUSES = numbers(abi.causeWords);
export const APP_REQUESTS = numbers(abi.appRequestWords);
export const OPERATION_KINDS = numbers(abi.operationKindWords);
export const API_VERSIONS = numbers(abi.apiVersionWords);
