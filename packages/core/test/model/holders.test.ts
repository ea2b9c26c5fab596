import { describe, expect, test } from "vitest";
import { readsOf } from "../../src/model/readers.js";
import { isReadWhole } from "../../src/model/read-whole.js";
import type { FieldKey } from "../../src/api/field-key.js";
import type { Model } from "../../src/model/model.js";
import { authFile, helpers } from "../support/auth-file.js";
import { diagnosisOf } from "../support/diagnosis.js";

const role: FieldKey = { interface: "Session", names: ["user", "role"] };
const own = `import type { AppUser } from "./app-user";
declare module "next-auth" { interface Session { user: AppUser } }
`;
const appUser = "export interface AppUser { id: string; role: string }\n";
const give = 'import type { Session } from "next-auth";\nexport declare const given: Session;\n';

/** How a file comes by the session's user, and reads its role there. */
const holding: readonly { readonly name: string; readonly files: Readonly<Record<string, string>> }[] = [
  {
    name: "imports the library's type",
    files: {
      "reader.ts": 'import type { Session } from "next-auth";\nexport const f = (s: Session) => s.user.role;\n',
    },
  },
  {
    name: "names the library's type in an import type",
    files: { "reader.ts": 'export const f = (s: import("next-auth").Session) => s.user.role;\n' },
  },
  {
    name: "imports a value from a file that imports the type",
    files: {
      "give.ts": give,
      "reader.ts": 'import { given } from "./give";\nexport const f = () => given.user.role;\n',
    },
  },
  {
    name: "imports it through a barrel",
    files: {
      "give.ts": give,
      "barrel.ts": 'export * from "./give";\n',
      "reader.ts": 'import * as all from "./barrel";\nexport const f = () => all.given.user.role;\n',
    },
  },
  {
    name: "imports the user's own type alone",
    files: { "reader.ts": 'import type { AppUser } from "./app-user";\nexport const f = (u: AppUser) => u.role;\n' },
  },
  {
    name: "uses a type that is declared for all files",
    files: {
      "global.d.ts": 'export {};\ndeclare global { type Current = import("next-auth").Session }\n',
      "reader.ts": "export const f = (s: Current) => s.user.role;\n",
    },
  },
  {
    name: "uses a function that is declared for all files, by the name of a type that its file imports",
    files: {
      "global.d.ts":
        'import type { Session } from "next-auth";\ndeclare global { function current(): Session }\nexport {};\n',
      "reader.ts": "export const f = () => current().user.role;\n",
    },
  },
  {
    name: "uses another module that is augmented with it",
    files: {
      "other.ts": "export interface Request { url: string }\n",
      "more.ts":
        'import type { Session } from "next-auth";\ndeclare module "./other" { interface Request { session: Session } }\n',
      "reader.ts": 'import type { Request } from "./other";\nexport const f = (r: Request) => r.session.user.role;\n',
    },
  },
  {
    name: "gets it from a place that hands on a function",
    files: {
      "give.ts": `${give}export declare function run(use: (user: typeof given.user) => void): void;\n`,
      "reader.ts": 'import { run } from "./give";\nrun((user) => void user.role);\n',
    },
  },
];

function modelOf(files: Readonly<Record<string, string>>): Model {
  return diagnosisOf({
    "auth.ts": authFile({ session: "session({ session }) { return session; }" }),
    "helpers.ts": helpers,
    "app-user.ts": appUser,
    "types.d.ts": own,
    ...files,
  }).base;
}

describe("the session's user is read by a file that:", () => {
  test.each(holding)("$name", ({ files }) => {
    const reads = readsOf(modelOf(files), role);
    expect(reads.map((node) => node.getSourceFile().fileName.replace(/.*\//, ""))).toEqual(["reader.ts"]);
  });

  test.each(holding)("$name, and takes it apart whole", ({ files }) => {
    const spread = Object.entries(files).map(([name, text]) => [
      name,
      name === "reader.ts"
        ? text.replace("void user.role", "void { ...user }").replace(/(=> )(\S+)\.role;/, "$1({ ...$2 });")
        : text,
    ]);
    expect(isReadWhole(modelOf(Object.fromEntries(spread) as Record<string, string>), role)).toBe(true);
  });

  test("a field of the same name alone makes nobody a reader", () => {
    const model = modelOf({ "other.ts": "export const f = (item: { role: string }) => item.role;\n" });
    expect(readsOf(model, role)).toEqual([]);
    expect(isReadWhole(model, role)).toBe(false);
  });
});
