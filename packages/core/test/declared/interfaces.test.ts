import { describe, expect, test } from "vitest";
import { declaredInterfaces, type DeclaredInterfaces } from "../../src/declared/interfaces.js";
import type { FieldKey } from "../../src/api/field-key.js";
import type { Model } from "../../src/model/model.js";
import type { InterfaceName } from "../../src/api/report.js";
import { augmentation, types } from "../support/augmentation.js";
import { diagnosisOf } from "../support/diagnosis.js";
import { root } from "../support/program.js";

const importsBase = 'import type { DefaultSession } from "next-auth";';

const sessionWith = (members: string, head = importsBase): Record<string, string> => ({
  [types]: `${head}\n\ndeclare module "next-auth" {\n  interface Session {\n    ${members}\n  }\n}\n`,
});

function modelOf(files: Readonly<Record<string, string>>): Model {
  return diagnosisOf(files).base;
}

/** `Session.user.id` */
function keyOf(text: string): FieldKey {
  const [name, ...names] = text.split(".");
  return { interface: name as InterfaceName, names };
}

/** `id?: string`, where it is declared, and how many declarations the project has of it; `undefined` for what is not declared. */
function fieldText(files: Readonly<Record<string, string>>, key: string): string | undefined {
  const { declared, types: port } = modelOf(files);
  const field = declared.field(keyOf(key));
  if (!field) return undefined;
  const at = field.node?.getSourceFile().fileName.replace(`${root}/`, "") ?? "nowhere";
  expect(field.own).toBe(field.owns[0]);
  return `${field.optional ? "?" : ""}: ${port.text(field.type)}, ${at}, ${String(field.owns.length)}`;
}

describe("a field of an interface", () => {
  const library = "node_modules/next-auth/core/types.d.ts";

  test("a field of the library's is declared there", () => {
    expect(fieldText({}, "Session.expires")).toBe(`: string, ${library}, 0`);
    expect(fieldText({}, "Session.user.name")).toBe(`?: string | null | undefined, ${library}, 0`);
  });

  test("a field that nobody declares has no declaration, though a token has an index signature", () => {
    expect(fieldText({}, "Session.plan")).toBeUndefined();
    expect(fieldText({}, "Session.plan.id")).toBeUndefined();
    expect(fieldText({}, "Session.user.id")).toBeUndefined();
    expect(fieldText({}, "JWT.plan")).toBeUndefined();
    expect(fieldText({}, "JWT.plan.id")).toBeUndefined();
  });

  test("a field of the project's own is declared by each of its files", () => {
    expect(
      fieldText(
        { "types/a.d.ts": augmentation({ token: ["id: string"] }), [types]: augmentation({ token: ["id: string"] }) },
        "JWT.id",
      ),
    ).toBe(": string, types/a.d.ts, 2");
  });

  test("a field of the library's that the project declares again is the project's", () => {
    const files = { [types]: augmentation({ user: ["id?: string", "name: string"] }) };
    expect(fieldText(files, "Session.user.name")).toBe(`: string, ${types}, 1`);
    expect(fieldText(files, "Session.user.id")).toBe(`?: string | undefined, ${types}, 1`);
  });

  test("a field of a mapped type is declared nowhere", () => {
    expect(fieldText(sessionWith("user: { [Name in `r${'a' | 'b'}`]: string };"), "Session.user.ra")).toBe(
      ": string, nowhere, 0",
    );
  });

  test("a method is not a field that could be edited", () => {
    expect(fieldText(sessionWith("can(): boolean;"), "Session.can")).toBe(`: () => boolean, ${types}, 0`);
  });

  test("a field inside one that may be missing may be missing", () => {
    expect(fieldText(sessionWith("org?: { id: string } | null;"), "Session.org.id")).toBe(`: string, ${types}, 1`);
  });
});

describe("a field of a user that is a union of objects", () => {
  const union = sessionWith(
    'user: { kind: "a"; id: string; team?: string; plan: 1 } | { kind: "b"; id: number; team: string; seats: 2 };',
  );

  test("a field of each object has the types of all", () => {
    expect(fieldText(union, "Session.user.kind")).toBe(`: "a" | "b", ${types}, 0`);
    expect(fieldText(union, "Session.user.id")).toBe(`: string | number, ${types}, 0`);
  });

  test("a field of some objects, or optional in one, may be missing", () => {
    expect(fieldText(union, "Session.user.team")).toBe(`?: string | undefined, ${types}, 0`);
    expect(fieldText(union, "Session.user.plan")).toBe(`?: 1, ${types}, 0`);
    expect(fieldText(union, "Session.user.seats")).toBe(`?: 2, ${types}, 0`);
  });

  test("a field of no object has no declaration", () => {
    expect(fieldText(union, "Session.user.role")).toBeUndefined();
  });

  test("a declaration that all objects share counts once", () => {
    const shared = sessionWith(
      "user: Row & ({ a: 1 } | { b: 2 });",
      `${importsBase}\n\ninterface Row {\n  id: string;\n  team?: string;\n}`,
    );
    expect(fieldText(shared, "Session.user.id")).toBe(`: string, ${types}, 1`);
    expect(fieldText(shared, "Session.user.team")).toBe(`?: string | undefined, ${types}, 1`);
  });

  test("a declaration that only some objects share may be missing", () => {
    const shared = sessionWith(
      "user: (Row & { a: 1 }) | (Row & { b: 2 }) | { c: 3 };",
      `${importsBase}\n\ninterface Row {\n  id: string;\n}`,
    );
    expect(fieldText(shared, "Session.user.id")).toBe(`?: string, ${types}, 0`);
  });
});

test("a session that is a union of objects has a field in all of them", () => {
  const alias = {
    [types]: `${importsBase}\n\ndeclare module "next-auth" {\n  type Session = (DefaultSession & { seats: 1 }) | { expires: string; plan: string };\n}\n`,
  };
  expect(fieldText(alias, "Session.expires")).toMatch(/^: string, /);
  expect(fieldText(alias, "Session.plan")).toBeUndefined();
  expect(fieldText(alias, "Session.seats")).toBeUndefined();
});

describe("an interface that declares every field", () => {
  test("a session with an index signature declares every field", () => {
    expect(fieldText(sessionWith("[key: string]: unknown;"), "Session.plan")).toBe("?: any, nowhere, 0");
  });

  test("a declared user of type any declares every field", () => {
    expect(fieldText(sessionWith("user: any;"), "Session.user.plan")).toBe(`?: any, ${types}, 0`);
    expect(fieldText(sessionWith("user: any;"), "Session.plan")).toBeUndefined();
  });

  test("a token's parent field does not declare every field", () => {
    expect(fieldText({ [types]: augmentation({ token: ["data: any"] }) }, "JWT.data.id")).toBeUndefined();
  });
});

describe("an interface as a whole", () => {
  const none = (model: Model): DeclaredInterfaces => declaredInterfaces(model.view, new Map());

  test("the object around a field is given without null", () => {
    const { declared, types: port } = modelOf({ [types]: augmentation({ session: ["org?: { id: string } | null"] }) });
    const holder = (key: string): string | undefined => {
      const type = declared.holder(keyOf(key));
      return type && port.text(type);
    };
    expect(holder("Session.org")).toBe("Session");
    expect(holder("Session.org.id")).toBe("{ id: string; }");
    expect(holder("Session.plan.id")).toBeUndefined();
    expect(holder("JWT.id")).toBe("JWT");
  });

  test("its own fields are those of the project, the user's one by one", () => {
    const { declared } = modelOf({
      [types]: augmentation({
        session: ["plan: string"],
        user: ["id: string", "name: string"],
        token: ["user: { id: string }"],
      }),
    });
    const own = (name: InterfaceName): string[] =>
      declared
        .ownFields(name)
        .map((one) => `${one.interface}.${one.names.join(".")} ${one.declared.own?.getText() ?? ""}`);
    expect(own("Session")).toEqual([
      "Session.plan plan: string;",
      "Session.user.id id: string;",
      "Session.user.name name: string;",
    ]);
    expect(own("JWT")).toEqual(["JWT.user user: { id: string };"]);
    expect(own("User")).toEqual([]);
  });

  test("an interface that cannot be resolved says nothing", () => {
    const declared = none(modelOf({}));
    expect(declared.names).toEqual([]);
    expect(declared.field(keyOf("Session.user.name"))).toBeUndefined();
    expect(declared.holder(keyOf("Session.user"))).toBeUndefined();
    expect(declared.ownFields("Session")).toEqual([]);
    expect(declared.ownDeclarations("Session")).toEqual([]);
    expect(declared.isUnknowable("Session")).toBe(false);
    expect(declared.hasIndexSignature("JWT")).toBe(false);
  });

  test("its own declarations are those of the project's files", () => {
    const { declared } = modelOf({
      ".nuxt/types/auth.d.ts": augmentation({ session: ["a: string"] }),
      [types]: augmentation({ session: ["b: string"] }),
    });
    expect(declared.ownDeclarations("Session").map((one) => one.members.map((member) => member.getText()))).toEqual([
      ["b: string;"],
    ]);
  });

  test.each([
    ["what does not resolve", "Missing", true],
    ["a part of what does not resolve", "Partial<Missing>", true],
    ["what comes from a module that does not resolve", "Gone", true],
    ["a part of that", "Partial<Gone>", true],
    ["a record of anything", "Record<string, any>", true],
    ["what resolves beside what does not", "DefaultSession, Missing", true],
    ["the library's base", "DefaultSession", false],
    ["a record", "Record<string, unknown>", false],
    ["a part of the base", "Partial<DefaultSession>", false],
  ])("it may declare anything if it extends %s", (_, bases, isUnknowable) => {
    const [text = ""] = Object.values(
      sessionWith("plan: string;", `${importsBase}\nimport type { Gone } from "gone";`),
    );
    const { declared } = modelOf({ [types]: text.replace("Session {", `Session extends ${bases} {`) });
    expect(declared.isUnknowable("Session")).toBe(isUnknowable);
    expect(declared.isUnknowable("JWT")).toBe(false);
  });

  test("a token has every name, a session only with an index signature", () => {
    const { declared } = modelOf({});
    expect(declared.hasIndexSignature("JWT")).toBe(true);
    expect(declared.hasIndexSignature("Session")).toBe(false);
    expect(modelOf(sessionWith("[key: string]: unknown;")).declared.hasIndexSignature("Session")).toBe(true);
  });
});
