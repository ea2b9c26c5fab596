import { describe, expect, test } from "vitest";
import ts from "typescript";
import { augmentationsOf } from "../../src/declared/augmentations.js";
import { insertionPointOf, insertionPointWithin, type InsertionPoint } from "../../src/declare/insertion-point.js";
import { libraries } from "../../src/discover/libraries/index.js";
import { types } from "../support/augmentation.js";
import { diagnosisOf } from "../support/diagnosis.js";
import { parsed } from "../support/parsed.js";
import { isEditable } from "../../src/declare/site.js";

/** `members interface AppUser …` */
function homeText(home: InsertionPoint | undefined): string | undefined {
  switch (home?.kind) {
    case "members":
      return `members ${home.container.getText().replace(/\s+/g, " ")}`;
    case "intersect":
      return home.literalLast ? `${home.type.getText()} & …` : `… & ${home.type.getText()}`;
    case "block":
      return `block ${home.block.parent.name.getText()}`;
    default:
      return home?.kind;
  }
}

describe("the place of a new member of an interface", () => {
  const homeIn = (...texts: readonly string[]): string | undefined => {
    const augmentations = texts.flatMap((text) => augmentationsOf(ts, parsed(text), libraries));
    const declarations = augmentations.flatMap(({ members }) =>
      members.flatMap(({ name, node }) => (name === "Session" && ts.isInterfaceDeclaration(node) ? [node] : [])),
    );
    const home = insertionPointOf(ts, declarations, augmentations, "next-auth");
    if (home.kind !== "new-file") expect(home.file.text).toContain('declare module "next-auth');
    return homeText(home);
  };
  const module = 'export {};\ndeclare module "next-auth"';

  test("it is the interface that the project declares, the first of several", () => {
    expect(
      homeIn(`${module} { interface User {} }`, `${module} { interface Session { a: 1 } interface Session {} }`),
    ).toBe("members interface Session { a: 1 }");
  });

  test("it is a block of the interface's module", () => {
    expect(homeIn('export {};\ndeclare module "next-auth/jwt" {}', `${module} { interface User {} }`)).toBe(
      'block "next-auth"',
    );
  });

  test("it is a file that augments another module or has a block without a body", () => {
    expect(homeIn('export {};\ndeclare module "next-auth/jwt" {}')).toBe("file");
    expect(homeIn(`${module};`)).toBe("file");
  });

  test("it is a new file if no module augments the library", () => {
    expect(homeIn()).toBe("new-file");
    expect(homeIn('declare module "next-auth" { interface User {} }')).toBe("new-file");
  });
});

describe("the place of a new field of the user", () => {
  const ownFiles = {
    "src/user.ts": `import type { User } from "next-auth";
export interface AppUser { id: string }
export interface Row<Key> { id: Key }
export type Literal = { id: string };
export type Both = AppUser & { team: string };
export type Strict = Omit<AppUser, "secret">;
export type OfLibrary = User;
export class Person { id = "" }
`,
    "../shared/user.ts": "export interface SharedUser { id: string }\nexport type Shared = { id: string };\n",
  };

  const homeOfUser = (user: string): string | undefined => {
    const { base, site } = diagnosisOf({
      ...ownFiles,
      [types]: `import type { DefaultSession, Session, User } from "next-auth";
import type { AppUser, Both, Literal, OfLibrary, Person, Row, Strict } from "../src/user";
import type { Shared, SharedUser } from "../../shared/user";

declare module "next-auth" {
  interface Session {
    user${user};
  }
  interface User {
    team?: string;
  }
}
`,
    });
    const own = base.declared.field({ interface: "Session", names: ["user"] })?.own;
    return own && homeText(insertionPointWithin(ts, base.types, (node) => isEditable(site, node), own));
  };
  const literal = "members { id: string }";
  const appUser = "members export interface AppUser { id: string }";

  test.each([
    ["{ id: string }", literal],
    ["({ id: string })", literal],
    ['DefaultSession["user"] & { id: string }', literal],
    ['AppUser & { id: string } & DefaultSession["user"]', literal],
    ["{ id: string } | null", literal],
    ["undefined | ({ id: string }) | null", literal],
    ['({ id: string } & DefaultSession["user"]) | undefined', literal],
    ["((({ id: string })))", literal],
    ["(((({ id: string }))))", literal],
    ["Literal", literal],
    ["Both", "members { team: string }"],
    ["AppUser", appUser],
    ["AppUser | null", appUser],
    ['import("../src/user").AppUser', appUser],
    ["User & AppUser", appUser],
    ['DefaultSession["user"] & (AppUser)', appUser],
  ])("it is a literal or an interface of the project's: %s", (user, expected) => {
    expect(homeOfUser(`: ${user}`)).toBe(expected);
  });

  test.each([
    ["User", "User & …"],
    ["OfLibrary", "OfLibrary & …"],
    ["Person", "Person & …"],
    ["Row<string>", "Row<string> & …"],
    ["Missing", "Missing & …"],
    ["SharedUser", "SharedUser & …"],
    ["Shared", "Shared & …"],
    ['import("../../shared/user").SharedUser', 'import("../../shared/user").SharedUser & …'],
    ["Strict", 'Omit<AppUser, "secret"> & …'],
    ['DefaultSession["user"]', '… & DefaultSession["user"]'],
    ['DefaultSession["user"] & User', '… & DefaultSession["user"] & User'],
    ['User & DefaultSession["user"]', 'User & DefaultSession["user"] & …'],
    ['import("next-auth").User & Row<string>', 'import("next-auth").User & Row<string> & …'],
  ])("it is beside a type that is not the project's alone: %s", (user, expected) => {
    expect(homeOfUser(`: ${user}`)).toBe(expected);
  });

  test.each([
    ["one of two objects", ': { kind: "a" } | { kind: "b" }'],
    ["an object or a text", ': { id: string } | "guest"'],
    ["nothing at all", ": null | undefined"],
    ["the library's own or nothing", ": User | null"],
    ["a mapped type", ': { [Name in "id"]: string }'],
    ["a type of a value", ": typeof globalThis"],
    ["a text", ": string"],
    ["deeper in parentheses than anybody writes", ": ((((({ id: string })))))"],
    ["without a type", ""],
  ])("it does not exist if the user is %s", (_, user) => {
    expect(homeOfUser(user)).toBeUndefined();
  });
});
