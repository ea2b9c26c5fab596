import ts from "typescript";
import { describe, expect, test } from "vitest";
import { augmentationsIn, augmentationsOf, declaredFields, declaredPaths } from "../../src/declared/augmentations.js";
import { libraries } from "../../src/discover/libraries/index.js";
import { augmentation } from "../support/augmentation.js";
import { parsed } from "../support/parsed.js";
import { project } from "../support/project.js";

describe("the blocks that augment a session library", () => {
  const blocks = (text: string): [specifier: string, ...members: string[]][] =>
    augmentationsOf(ts, parsed(text), libraries).map(({ specifier, members }) => [
      specifier.text,
      ...members.map(({ name, node }) => `${ts.SyntaxKind[node.kind]} ${name}`),
    ]);

  test("they hold what has the name of one of its interfaces", () => {
    expect(
      blocks(`declare module "next-auth" {
  interface Session { plan: string }
  type User = { id: string };
  interface Other { id: string }
  type Plan = string;
  const Account: string;
  function JWT(): void;
}
declare module "@auth/core/jwt" { interface JWT { id: string } }
`),
    ).toEqual([
      ["next-auth", "InterfaceDeclaration Session", "TypeAliasDeclaration User"],
      ["@auth/core/jwt", "InterfaceDeclaration JWT"],
    ]);
  });

  test("they may be empty or without a body", () => {
    expect(blocks('declare module "next-auth" {}\ndeclare module "next-auth/jwt";\n')).toEqual([
      ["next-auth"],
      ["next-auth/jwt"],
    ]);
  });

  test("they exclude those of other modules, and other statements", () => {
    expect(
      blocks(`declare module "vue" { interface Session { plan: string } }
declare module Auth { interface Session { plan: string } }
declare namespace Next.Auth { interface Session { plan: string } }
declare global { interface Session { plan: string } }
interface Session { plan: string }
`),
    ).toEqual([]);
  });

  test("they are those in the project's own files, in the program's order", () => {
    const { program } = project({
      "types/b.d.ts": augmentation({ token: ["id: string"] }),
      ".nuxt/types/auth.d.ts": augmentation({ session: ["plan: string"] }),
      "a.d.ts": augmentation({ session: ["plan: string"], token: ["id: string"] }),
      "c.ts": "export const text = 'declare module';\n",
    }).workspace();
    program.getTypeChecker();
    expect(
      augmentationsIn(ts, program, libraries).map(({ file, specifier }) => [
        file.fileName.split("/").at(-1),
        specifier.text,
      ]),
    ).toEqual([
      ["b.d.ts", "next-auth/jwt"],
      ["a.d.ts", "next-auth"],
      ["a.d.ts", "next-auth/jwt"],
    ]);
  });
});

describe("the fields that a declaration lists", () => {
  const paths = (declaration: string): string[] => {
    const [statement] = parsed(declaration).statements;
    if (!statement || !(ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement))) return [];
    expect(declaredFields(ts, "Session", statement)).toEqual(
      declaredPaths(ts, statement).map((names) => `Session.${names.join(".")}`),
    );
    return declaredPaths(ts, statement).map((names) => names.join("."));
  };
  const members = `plan: string; 'seats'?: number; ["role"]: 1; [key]: 2; [other: string]: unknown; can(): void`;

  test("they are its properties, as far as their names are known", () => {
    expect(paths(`interface Session { ${members} }`)).toEqual(["plan", "seats", "role"]);
    expect(paths(`type Session = { ${members} }`)).toEqual(["plan", "seats", "role"]);
  });

  test("they are those of every literal of an intersection", () => {
    expect(paths("type Session = DefaultSession & { a: 1 } & ({ b: 2 })")).toEqual(["a", "b"]);
    expect(paths("type Session = DefaultSession")).toEqual([]);
  });

  test.each([
    ["{ id: string; 'role'?: string; [key]: 1; [other: string]: unknown }", ["user.id", "user.role"]],
    ['({ id: string } & DefaultSession["user"]) & { role: string }', ["user.id", "user.role"]],
    ["AppUser", []],
    ["{ id: string } | null", []],
  ])("they are those of the literals of a user such as %s", (user, expected) => {
    expect(paths(`interface Session { user: ${user}; plan: { id: string } }`)).toEqual([...expected, "plan"]);
  });

  test("they are the user alone if it has no type", () => {
    expect(paths("interface Session { user }")).toEqual(["user"]);
  });
});
