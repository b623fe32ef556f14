// Prints the story.

import { drop } from "./drop.mjs";

// Once, and whole: runtimes differ in what `console` does with lines.
console.log(drop().trimEnd());
