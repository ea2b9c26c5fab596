import type { Files } from "./project.js";

/** The file in which the documentation of next-auth 4 puts an augmentation. */
export const types = "types/next-auth.d.ts";

/** An auth file with these callbacks: whole methods, each followed by a comma. */
export function auth(callbacks: string, { head = "", options = "", providers = "" } = {}): string {
  return `import type { NextAuthOptions } from "next-auth";
${head}
export const authOptions: NextAuthOptions = {
  providers: [${providers}],
${options}  callbacks: {
    ${callbacks}
  },
};
`;
}

/** The members of `Session`, as an augmentation of their own. */
export function sessionTypes(...members: readonly string[]): string {
  return `export {};\n\n${block("next-auth", "Session", members)}`;
}

/** The same for `JWT`. */
export function tokenTypes(...members: readonly string[]): string {
  return `export {};\n\n${block("next-auth/jwt", "JWT", members)}`;
}

export function block(specifier: string, name: string, members: readonly string[]): string {
  const lines = members.map((member) => `    ${member};\n`).join("");
  return `declare module "${specifier}" {\n  interface ${name} {\n${lines}  }\n}\n`;
}

export interface Place {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** Takes the marks `⟦…⟧` out of a text and returns the places inside them; lines and columns count from 1. */
export function unmarked(text: string): { readonly text: string; readonly places: readonly Place[] } {
  const places: Place[] = [];
  let plain = "";
  let open = { line: 0, column: 0 };
  for (const part of text.split(/([⟦⟧])/)) {
    const lines = plain.split("\n");
    const here = { line: lines.length, column: (lines.at(-1) ?? "").length + 1 };
    if (part === "⟦") open = here;
    else if (part === "⟧") places.push({ ...open, endLine: here.line, endColumn: here.column });
    else plain += part;
  }
  return { text: plain, places };
}

/** All files without their marks. */
export function plain(files: Files): Files {
  return Object.fromEntries(Object.entries(files).map(([name, text]) => [name, unmarked(text).text]));
}
