import { describe, expect, test } from "vitest";
import { droppedBase, lostBaseFields } from "../../src/ineffective/drops-base.js";
import { stagedTexts } from "../../src/edits/text-edit.js";
import { types } from "../support/augmentation.js";
import { diagnosisOf } from "../support/diagnosis.js";
import { beforeAndAfter } from "../support/marked-edits.js";

const importsBase = 'import type { DefaultSession } from "next-auth";\n';
const base = 'DefaultSession["user"]';
const own = {
  "src/user.ts": "export interface AppUser {\n  id: string;\n}\nexport interface Row {\n  user: AppUser;\n}\n",
};
const reader = (read: string): Record<string, string> => ({
  "page.ts": `import type { Session } from "next-auth";\nexport const read = (session: Session): unknown => ${read};\n`,
});

const declaring = (user: string, head: string): string =>
  `${head}\ndeclare module "next-auth" {\n  interface Session {\n    ${user};\n  }\n}\n`;

/** What is found of a `user` that is declared like that, in a project that reads `session.user.name`. */
function foundOf(user: string, head = importsBase, others: Readonly<Record<string, string>> = {}): unknown[] {
  const { base: model, site } = diagnosisOf({
    ...own,
    ...reader("session.user.name"),
    ...others,
    [types]: declaring(user, head),
  });
  const { program, root } = model.workspace;
  return droppedBase(model, site).map(({ edits, ...found }) => ({
    file: found.file.fileName.slice(root.length + 1),
    node: found.file.text.slice(found.start, found.end),
    message: found.message,
    manual: found.manual,
    related: found.related?.map(({ node }) => node.getText()).join(),
    fields: found.fields,
    after: edits && [...stagedTexts([edits], (name) => program.getSourceFile(name)?.text ?? "").values()],
  }));
}

const finding = {
  file: types,
  node: "user",
  message: "This `user` replaces the library's and leaves out `name`, which something reads.",
  manual: `Add \`& ${base}\` to its type.`,
  related: "session.user.name",
  fields: ["Session.user.name"],
};

describe("a user that leaves out a field which something reads", () => {
  const importsOwn =
    '⟨import type { DefaultSession } from "next-auth";\n⟩import type { AppUser, Row } from "../src/user";\n';
  const cases: readonly (readonly [name: string, user: string, head: string])[] = [
    ["a literal", `{ id: string }⟨ & ${base}⟩`, importsBase],
    ["a named type", `AppUser⟨ & ${base}⟩`, importsOwn],
    ["one that is imported in its place", `import("../src/user").AppUser⟨ & ${base}⟩`, importsBase],
    ["an intersection", `{ id: string } & AppUser⟨ & ${base}⟩`, importsOwn],
    ["a part of another type", `Row["user"]⟨ & ${base}⟩`, importsOwn],
    ["one in parentheses", `({ id: string })⟨ & ${base}⟩`, importsBase],
    ["the whole session beside a literal", '{ id: string } & DefaultSession⟨["user"]⟩', importsBase],
  ];

  test.each(cases)("the library's fields are added to %s", (_, user, head) => {
    const { before, after } = beforeAndAfter(declaring(`user: ${user}`, head));
    const [text = ""] = before.split("\ndeclare module");
    const type = beforeAndAfter(user).before;
    expect(foundOf(`user: ${type}`, text)).toEqual([{ ...finding, after: [after] }]);
  });

  test.each(["{ id: string } | null", '{ [Name in "id"]: string }'])(
    "the library's fields are not added where that has another meaning: %s",
    (user) => {
      expect(foundOf(`user: ${user}`)).toEqual([{ ...finding, after: undefined }]);
    },
  );

  test("the message names each field that is read, and the first place", () => {
    const read = reader("[session.user.image, session.user.name, session.user.email]");
    expect(foundOf("user: { id: string; email: string }", importsBase, read)).toMatchObject([
      {
        message: "This `user` replaces the library's and leaves out `name` and `image`, which something reads.",
        related: "session.user.name",
        fields: ["Session.user.name", "Session.user.image"],
      },
    ]);
  });
});

describe("a user that is not reported", () => {
  test.each([
    ["that keeps the library's fields", `user: { id: string } & ${base}`],
    ["that has the field that is read", "user: { id: string; name: string }"],
    ["without a type", "user"],
    ["that is any", "user: any"],
    ["that is no object", "user: string"],
    ["that is one of several objects", 'user: { id: string; kind: "a" } | { id: string; kind: "b" }'],
    ["that has every field", "user: { id: string; [key: string]: unknown }"],
  ])("a user is not reported %s", (_, user) => {
    expect(foundOf(user)).toEqual([]);
  });

  test("a user whose fields nobody reads is not reported", () => {
    expect(foundOf("user: { id: string }", importsBase, reader("session.user.id"))).toEqual([]);
  });

  test("a user declared outside the project is not reported", () => {
    const { base: model, site } = diagnosisOf(
      {
        ...reader("session.user.name"),
        "../shared/next-auth.d.ts": declaring("user: { id: string }", importsBase),
        [types]: 'import "../../shared/next-auth";\n',
      },
      { compilerOptions: { paths: { "next-auth": ["./node_modules/next-auth"] } } },
    );
    expect(model.declared.field({ interface: "Session", names: ["user"] })?.own?.getText()).toBe(
      "user: { id: string };",
    );
    expect(droppedBase(model, site)).toEqual([]);
    expect(lostBaseFields(model, site)).toEqual([]);
  });
});

describe("the fields that a user leaves out", () => {
  const lost = (files: Readonly<Record<string, string>>): string[] => {
    const { base: model, site } = diagnosisOf(files);
    return lostBaseFields(model, site);
  };

  test("they are the library's that it does not declare, whether read or not", () => {
    expect(lost({ [types]: declaring("user: { id: string; email?: string }", importsBase) })).toEqual([
      "name",
      "image",
    ]);
  });

  test("there are none where the project declares no user", () => {
    expect(lost({})).toEqual([]);
  });
});
