/** The programs behind the command's findings, for a linter whose parser brings none. */
export { commentRanges, type CommentRange } from "./program/comments.js";
export { createPrograms, type Found, type Programs } from "./program/programs.js";
