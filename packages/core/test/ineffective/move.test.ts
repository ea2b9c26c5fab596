import ts from "typescript";
import { describe, expect, test } from "vitest";
import { moveInto } from "../../src/ineffective/move.js";
import { stagedTexts } from "../../src/edits/text-edit.js";
import { changed } from "../support/changed.js";
import { project } from "../support/project.js";

type Files = Readonly<Record<string, string>>;

/**
 * The files as a move of what `sources` declare into `target` leaves them; `undefined` where nothing is moved. The program holds what stands in
 * `shared` only.
 */
function moved(files: Files, sources: readonly string[], target = "shared/types/next-auth.d.ts"): Files | undefined {
  const workspace = project({ "shared/roles.ts": roles, ...files }, { include: ["shared/**/*"] }).workspace();
  const absolute = (name: string): string => `${workspace.root}/${name}`;
  const parsed = sources.map((name) =>
    ts.createSourceFile(absolute(name), files[name] ?? "", ts.ScriptTarget.Latest, true),
  );
  const edits = moveInto(workspace, parsed, absolute(target));
  if (!edits) return undefined;
  const texts = stagedTexts([edits], (name) => files[name.slice(workspace.root.length + 1)] ?? "");
  const after = [...texts].map(([fileName, text]) => ({ fileName, after: text }));
  return changed(files, workspace.root, after);
}

const roles = 'export type Role = "reader" | "editor";\n';
const target = "shared/types/next-auth.d.ts";

const head = `import type { DefaultSession } from "next-auth";
`;
const ofSession = (...lines: readonly string[]): string => `declare module "next-auth" {
  interface Session {
${lines.map((line) => `    ${line}\n`).join("")}  }
}
`;

describe("a moved file that holds only the augmentation", () => {
  test("the whole file moves to a free place, and its imports still resolve", () => {
    const text = (path: string): string => `// What our users are.
import type { DefaultSession } from "next-auth";
import type { Role } from "${path}roles";

${ofSession('user: { role: Role; plan: import("' + path + 'plans").Plan } & DefaultSession["user"];')}`;
    const files = { "next-auth.d.ts": text("./shared/"), "shared/plans.ts": "export type Plan = 1;\n" };
    expect(moved(files, ["next-auth.d.ts"])).toEqual({
      "shared/plans.ts": "export type Plan = 1;\n",
      [target]: text("../"),
    });
  });

  test("the file takes along the types that it declares for itself", () => {
    const text = `${head}
type Plan = "free" | "paid";

${ofSession("plan: Plan;")}`;
    expect(moved({ "types/session.d.ts": text }, ["types/session.d.ts"])).toEqual({ [target]: text });
  });

  test("its members are merged with those at the new place", () => {
    const source = `import type { DefaultSession } from 'next-auth'
import type { Role } from '../shared/roles'

declare module 'next-auth' {
  interface Session {
    /** What they may do. */
    role: Role
    user: {
      role: Role
    } & DefaultSession['user']
  }
}

declare module 'next-auth/jwt' {
  interface JWT {
    role: Role
  }
}
`;
    const there = `${head}
${ofSession("plan: string;", 'user: { id: string } & DefaultSession["user"];')}`;
    const after = `import type { DefaultSession } from "next-auth";
import type { Role } from "../roles";

declare module "next-auth" {
  interface Session {
    plan: string;
    user: { id: string; role: Role } & DefaultSession["user"];
    /** What they may do. */
    role: Role;
  }
}

declare module 'next-auth/jwt' {
  interface JWT {
    role: Role
  }
}
`;
    expect(moved({ "types/a.d.ts": source, [target]: there }, ["types/a.d.ts"])).toEqual({ [target]: after });
  });

  test("the parts of an intersection that are missing are added", () => {
    const source = `${head}
${ofSession('user: { role: string } & DefaultSession["user"];')}`;
    const there = `export {};

${ofSession("user: { id: string };")}`;
    expect(moved({ "a.d.ts": source, [target]: there }, ["a.d.ts"])).toEqual({
      [target]: `import type { DefaultSession } from "next-auth";

export {};

${ofSession('user: { id: string; role: string } & DefaultSession["user"];')}`,
    });
  });

  test("a literal is put before a type that stands alone", () => {
    const source = `${head}
${ofSession('user: { role: string } & DefaultSession["user"];')}`;
    const there = `${head}
${ofSession('user: DefaultSession["user"];')}`;
    expect(moved({ "a.d.ts": source, [target]: there }, ["a.d.ts"])?.[target]).toBe(source);
  });

  test("members already at the new place stay unchanged, and the file goes", () => {
    const text = `${head}
${ofSession("plan: string;", 'user: { id: string } & DefaultSession["user"];')}`;
    expect(moved({ "a.d.ts": text.replaceAll('"', "'"), [target]: text }, ["a.d.ts"])).toEqual({ [target]: text });
  });

  test("the types that it declares for itself follow what is at the new place", () => {
    const own = 'type Plan = "free" | "paid";';
    const source = `export {};\n\n${own}\n\n${ofSession("plan: Plan;")}`;
    const there = `export {};\n\n${ofSession("seats: number;")}`;
    const after = `export {};\n\n${ofSession("seats: number;", "plan: Plan;")}\n${own}\n`;
    expect(moved({ "a.d.ts": source, [target]: there }, ["a.d.ts"])).toEqual({ [target]: after });
    // What both declare alike is there once.
    expect(moved({ "a.d.ts": source, [target]: after }, ["a.d.ts"])).toEqual({ [target]: after });
  });

  test("the bases of an interface are added to the one at the new place", () => {
    const source = `${head}
declare module "next-auth" {
  interface Session extends DefaultSession {
    plan: string;
  }
}
`;
    const there = `export {};

${ofSession("seats: number;")}`;
    expect(moved({ "a.d.ts": source, [target]: there }, ["a.d.ts"])?.[target])
      .toBe(`import type { DefaultSession } from "next-auth";

export {};

declare module "next-auth" {
  interface Session extends DefaultSession {
    seats: number;
    plan: string;
  }
}
`);
  });

  test("Windows line ends are kept", () => {
    const source = `${head}\n${ofSession("plan: string;")}`.replaceAll("\n", "\r\n");
    const there = `${head}\n${ofSession("seats: number;")}`.replaceAll("\n", "\r\n");
    expect(moved({ "a.d.ts": source, [target]: there }, ["a.d.ts"])?.[target]).toBe(
      `${head}\n${ofSession("seats: number;", "plan: string;")}`.replaceAll("\n", "\r\n"),
    );
  });
});

describe("several files", () => {
  test("several moved files become one", () => {
    const files = {
      "next-auth.d.ts": `export {};

${ofSession("plan: string;")}`,
      "server/types/b.d.ts": `import type { Role } from "../../shared/roles";

${ofSession("role: Role;")}`,
    };
    const after = {
      [target]: `import type { Role } from "../roles";

export {};

${ofSession("plan: string;", "role: Role;")}`,
    };
    expect(moved(files, Object.keys(files))).toEqual(after);
    expect(moved(files, Object.keys(files).toReversed())).toEqual(after);
  });
});

describe("a moved file that also holds other things", () => {
  const block = ofSession("role: Role;");

  test("the file keeps the other things and their imports", () => {
    const source = `import type { Role } from "../shared/roles";
import type { Other } from "./other";

declare global {
  interface Window {
    other: Other;
  }
}

${block}
export {};
`;
    expect(moved({ "types/a.d.ts": source }, ["types/a.d.ts"])).toEqual({
      "types/a.d.ts": `import type { Other } from "./other";

declare global {
  interface Window {
    other: Other;
  }
}

export {};
`,
      [target]: `import type { Role } from "../roles";

${block}`,
    });
  });

  test("the file then starts with the first of the other things", () => {
    const source = `${head}
${ofSession('user: { role: string } & DefaultSession["user"];')}
export interface Other {}
`;
    expect(moved({ "types/a.d.ts": source }, ["types/a.d.ts"])).toEqual({
      "types/a.d.ts": "export interface Other {}\n",
      [target]: `${head}
${ofSession('user: { role: string } & DefaultSession["user"];')}`,
    });
  });

  test("the file still exports the types that the block uses", () => {
    const source = `export type Role = 1 | 2;

${block}`;
    expect(moved({ "types/a.d.ts": source }, ["types/a.d.ts"])).toEqual({
      "types/a.d.ts": "export type Role = 1 | 2;\n",
      [target]: `import type { Role } from "../../types/a";

${block}`,
    });
  });

  test("the file stays a module", () => {
    const source = `export {};

declare module "*.md";

${ofSession("plan: string;")}`;
    expect(moved({ "types/a.d.ts": source }, ["types/a.d.ts"])).toEqual({
      "types/a.d.ts": `export {};

declare module "*.md";
`,
      [target]: `${ofSession("plan: string;")}
export {};
`,
    });
  });
});

describe("an augmentation that is not moved", () => {
  const there = (line: string, top = "export {};"): string => `${top}

${ofSession(line)}`;

  test.each([
    ["where the two declare a member differently", there("plan: string;"), there("plan: number;")],
    ["where one of them may be missing", there("plan?: string;"), there("plan: string;")],
    ["where an inner member differs", there("user: { id: string };"), there("user: { id: number };")],
    ["where one is a union", there("user: { id: string } | null;"), there("user: { role: string };")],
    [
      "where a name means something else there",
      there("plan: Plan;", 'import type { Plan } from "./plans";'),
      there("other: Plan;", 'import type { Plan } from "./other";'),
    ],
    [
      "where a type of that name is there",
      there("plan: Plan;", "type Plan = 1;"),
      there("other: Plan;", "type Plan = 2;"),
    ],
    [
      "where a type there has the name of an import",
      there("plan: Plan;", 'import type { Plan } from "./plans";'),
      there("other: Plan;", "type Plan = 2;"),
    ],
    [
      "where another file is part of it by a reference",
      `/// <reference path="./x.d.ts" />\n${there("plan: string;")}`,
      there("a: 1;"),
    ],
    [
      "where what stays and what moves need one type",
      `${there("plan: Plan;", "type Plan = 1;")}
declare global {
  var plan: Plan;
}
`,
      there("a: 1;"),
    ],
  ])("it stays in its file %s", (_, source, other) => {
    expect(moved({ "a.d.ts": source, [target]: other }, ["a.d.ts"])).toBeUndefined();
  });
});
