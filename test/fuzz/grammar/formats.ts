import fc from "fast-check";

/** Formats of the text, mostly the usual one. */
export const formats = fc.constantFrom<(text: string) => string>(
  (text) => text,
  (text) => text,
  (text) => text,
  (text) => text.replaceAll("\n", "\r\n"),
  (text) => text.replaceAll(/ = (?=[\w({[])/g, "\t=/* = */\n\t\t"),
  (text) => text.replaceAll(/;\n(?=\w)/g, "; // ;\n\n\n  "),
  (text) => text.replaceAll("{\n", "{ ").replaceAll("\n}", " }"),
);
