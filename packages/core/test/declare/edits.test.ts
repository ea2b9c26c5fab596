import { describe, expect, test } from "vitest";
import { editsFor } from "../../src/declare/edits.js";
import { libraries } from "../../src/discover/libraries/index.js";
import { stagedTexts } from "../../src/edits/text-edit.js";
import type { FieldKey } from "../../src/api/field-key.js";
import type { InterfaceName } from "../../src/api/report.js";
import { augmentation, types } from "../support/augmentation.js";
import { diagnosisOf } from "../support/diagnosis.js";
import { beforeAndAfter } from "../support/marked-edits.js";
import { checkMarked } from "../support/marked-project.js";
import type { ProjectOptions } from "../support/project.js";
import type { DeclarationChange, DeclarationSite, DeclaredType } from "../../src/declare/change.js";
import { whyNotChangeable, whyNotDeclarable, whyUnreachable } from "../../src/declare/refusal.js";
import { targetFile } from "../../src/declare/field-place.js";

const generated = ".nuxt/types/auth.d.ts";
const importsBase = 'import type { DefaultSession } from "next-auth";';
const base = 'DefaultSession["user"]';
const role: DeclaredType["imports"] = [{ exportName: "Role", specifier: "../lib/roles" }];

/** `Session.user.id` */
function keyOf(text: string): FieldKey {
  const [name, ...names] = text.split(".");
  return { interface: name as InterfaceName, names };
}

/** `Session.user.id: string`, and `Session.user.id?: string` for one that is optional. */
function typed(field: string, imports: DeclaredType["imports"] = []): { key: FieldKey; type: DeclaredType } {
  const colon = field.indexOf(": ");
  const name = field.slice(0, colon);
  const type = { text: field.slice(colon + 2), optional: name.endsWith("?"), imports };
  return { key: keyOf(name.replace("?", "")), type };
}

function declare(field: string, imports?: DeclaredType["imports"]): DeclarationChange {
  return { kind: "declare", ...typed(field, imports) };
}

function retype(field: string, imports?: DeclaredType["imports"]): DeclarationChange {
  return { kind: "retype", ...typed(field, imports) };
}

function siteOf(files: Readonly<Record<string, string>>, options?: ProjectOptions): DeclarationSite {
  return diagnosisOf(files, options).site;
}

interface Case {
  readonly name: string;
  /** By file, `⟨…⟩` around what the changes add and `⟪…⟫` around what they remove. */
  readonly files: Readonly<Record<string, string>>;
  readonly changes: readonly DeclarationChange[];
  readonly options?: ProjectOptions;
}

/** Checks that changes edit the files as they are marked. */
function checkEdits({ files, changes, options }: Case): void {
  const texts = Object.entries(files).map(([file, text]) => ({ file, ...beforeAndAfter(text) }));
  const existing = texts.filter(({ before }) => before !== "");
  const site = siteOf(Object.fromEntries(existing.map(({ file, before }) => [file, before])), options);
  const { program, root } = site.workspace;
  const after = stagedTexts([editsFor(site, changes)], (name) => program.getSourceFile(name)?.text ?? "");
  expect(Object.fromEntries([...after].map(([name, text]) => [name.slice(root.length + 1), text]))).toEqual(
    Object.fromEntries(
      texts.filter((one) => one.before !== one.after).map(({ file, after: expected }) => [file, expected]),
    ),
  );
}

function checkAll(cases: readonly Case[]): void {
  for (const one of cases) {
    test(one.name, () => {
      checkEdits(one);
    });
  }
}

const sessionWith = (members: string, head = "export {};"): string =>
  `${head}\n\ndeclare module "next-auth" {\n  interface Session {\n${members}  }\n}\n`;
const tokenWith = (members: string, head = "export {};"): string =>
  `${head}\n\ndeclare module "next-auth/jwt" {\n  interface JWT {\n${members}  }\n}\n`;

describe("the text of a new field:", () => {
  checkAll([
    {
      name: "it joins the interface that the project declares",
      files: { [types]: sessionWith("    plan: string;\n⟨    seats?: number;\n⟩") },
      changes: [declare("Session.seats?: number")],
    },
    {
      name: "it comes with the base of its user, which is imported",
      files: {
        [types]: sessionWith(
          `    plan: string;\n⟨    user: {\n      id: string;\n      role?: string;\n    } & ${base};\n⟩`,
          `⟨${importsBase}\n\n⟩export {};`,
        ),
      },
      changes: [declare("Session.user.id: string"), declare("Session.user.role?: string")],
    },
    {
      name: "its name is quoted where it is no identifier",
      files: { [types]: sessionWith('    plan: string;\n⟨    "x-plan": string;\n    $plan2: string;\n⟩') },
      changes: [declare("Session.x-plan: string"), declare("Session.$plan2: string")],
    },
    {
      name: "the types that it needs are imported",
      files: {
        [types]: sessionWith(
          "    plan: string;\n⟨    role: Role;\n⟩",
          '⟨import type { Role } from "../lib/roles";\n\n⟩export {};',
        ),
      },
      changes: [declare("Session.role: Role", role)],
    },
    {
      name: "it stands in a new literal where the field around it is not declared",
      files: {
        [types]: sessionWith("    plan: string;\n⟨    org: {\n      id: string;\n      seats: number;\n    };\n⟩"),
      },
      changes: [declare("Session.org.id: string"), declare("Session.org.seats: number")],
    },
    ...(
      [
        ["an object", "{ id: string }", "{ id: string; seats: number }"],
        ["an object or nothing", "{ id: string } | null", "{ id: string; seats: number } | null"],
        ["an object of that name", "{ id: string; seats: string }", "{ id: string; seats: string } & LITERAL"],
        ["a named type", "Team", "Team & LITERAL"],
        ["one of two objects", "{ a: 1 } | { b: 2 }", "({ a: 1 } | { b: 2 }) & LITERAL"],
        ["nothing of two kinds", "null | undefined", "LITERAL | null | undefined"],
      ] as const
    ).map(([name, text, after]) => ({
      name: `beside the type of the field around it, where both are declared at once: ${name}`,
      files: {
        [types]: sessionWith(
          `    plan: string;\n⟨    org?: ${after.replace("LITERAL", "{\n      seats: number;\n    }")};\n⟩`,
        ),
      },
      changes: [declare(`Session.org?: ${text}`), declare("Session.org.seats: number")],
    })),
    {
      name: "it stands in a user inside another, which has no base",
      files: {
        [types]: sessionWith(
          `    plan: string;\n⟨    user: {\n      user: {\n        id: string;\n      };\n    } & ${base};\n⟩`,
          `⟨${importsBase}\n\n⟩export {};`,
        ),
      },
      changes: [declare("Session.user.user.id: string")],
    },
    {
      name: "it stands in a user of the token, which has no base",
      files: { [types]: tokenWith("    plan: string;\n⟨    user: {\n      id: string;\n    };\n⟩") },
      changes: [declare("JWT.user.id: string")],
    },
    {
      name: "it stands inside a field that the project declares",
      files: {
        [types]: tokenWith(
          "    org: {\n      id: string;\n⟨      owner: {\n        name: string;\n      };\n⟩    };\n",
        ),
      },
      changes: [declare("JWT.org.owner.name: string")],
    },
    {
      name: "it joins a block in a new interface, with the base of its user",
      files: {
        [types]: `⟨${importsBase}\n\n⟩export {};\n\ndeclare module "next-auth" {\n  interface User {\n    team?: string;\n  }⟨

  interface Session {
    user: {
      id: string;
    } & ${base};
  }

  interface Profile {
    id: number;
  }⟩\n}\n`,
      },
      changes: [declare("Profile.id: number"), declare("Session.user.id: string")],
    },
    {
      name: "it joins an empty block without an empty line",
      files: {
        [types]: `export {};\n\ndeclare module "next-auth" {⟨\n  interface Session {\n    plan: string;\n  }\n⟩}\n`,
      },
      changes: [declare("Session.plan: string")],
    },
    {
      name: "two fields take their places in two interfaces",
      files: {
        [types]: `${sessionWith("    plan: string;\n⟨    seats: number;\n⟩")}\n${tokenWith("    plan: string;\n⟨    id: string;\n⟩", "export type Plan = string;")}`,
      },
      changes: [declare("JWT.id: string"), declare("Session.seats: number")],
    },
    {
      name: "two fields take their places in two types",
      files: {
        [types]: `${sessionWith(`    user: ⟨{\n      id: string;\n    } & ⟩${base};\n`, importsBase)}\n${tokenWith(
          "    row: Partial<Date>⟨ & {\n      id: string;\n    }⟩;\n",
          "export type Plan = string;",
        )}`,
      },
      changes: [declare("JWT.row.id: string"), declare("Session.user.id: string")],
    },
    {
      name: "two fields take their places in two blocks",
      files: {
        [types]: `export {};

declare module "next-auth" {⟨
  interface Session {
    plan: string;
  }
⟩}

declare module "next-auth/jwt" {⟨
  interface JWT {
    plan: string;
  }
⟩}
`,
      },
      changes: [declare("JWT.plan: string"), declare("Session.plan: string")],
    },
    {
      name: "it joins a file that augments the library in new blocks, with the base of its user",
      files: {
        [types]: `⟨${importsBase}\n\n⟩export {};\n\ndeclare module "next-auth/next" {}⟨

declare module "next-auth" {
  interface Session {
    user: {
      id: string;
    } & ${base};
  }

  interface User {
    role: string;
  }
}

declare module "next-auth/jwt" {
  interface JWT {
    id: string;
  }
}⟩\n`,
      },
      changes: [declare("JWT.id: string"), declare("User.role: string"), declare("Session.user.id: string")],
    },
    {
      name: "it gets a new file that is a module by its imports",
      files: {
        "next-auth.d.ts": `⟨${importsBase}
import type { Role, Team } from "./lib/roles";

declare module "next-auth" {
  interface Session {
    user: {
      role: Role;
    } & ${base};
  }

  interface User {
    role: Role;
    team: Team;
  }
}
⟩`,
      },
      changes: [
        declare("User.role: Role", [{ exportName: "Role", specifier: "./lib/roles" }]),
        declare("User.team: Team", [{ exportName: "Team", specifier: "./lib/roles" }]),
        declare("Session.user.role: Role", [{ exportName: "Role", specifier: "./lib/roles" }]),
      ],
    },
    {
      name: "it gets a new file that is a module without imports",
      files: { "next-auth.d.ts": `⟨${tokenWith("    id: string;\n")}⟩` },
      changes: [declare("JWT.id: string")],
    },
    {
      name: "it has no place where the tsconfig includes none for a new file",
      files: {},
      changes: [declare("Session.plan: string")],
      options: { include: ["auth.ts"] },
    },
    {
      name: "it stays out of what a framework has generated",
      files: { [generated]: augmentation({ user: ["id: string"] }) },
      changes: [declare("Session.user.role: string"), declare("Session.user.org.id: string")],
    },
    {
      name: "it stands beside a user of somebody else's interface, which the session extends",
      files: {
        ".nuxt/base.d.ts": "export interface Base {\n  user?: { name?: string | null };\n}\n",
        [types]: `import type { DefaultSession } from "next-auth";
import type { Base } from "../.nuxt/base";

declare module "next-auth" {
  interface Session extends Base {
    plan: string;⟨
    user: {
      id: string;
    } & ${base};⟩
  }
}
`,
      },
      changes: [declare("Session.user.id: string")],
    },
  ]);
});

test("a field that is written into what may be null compiles with its declaration", () => {
  const made = checkMarked({
    auth: {
      session: `session({ session }) {
      ⟦no-undeclared-field⟧session.org = { id: 1 } as { id: number } | null;
      if (session.org) ⟦no-undeclared-field⟧session.org.seats = 2;
      return session;
    }`,
    },
    fixed: { "next-auth.d.ts": sessionWith("    org: { id: number; seats?: number } | null;\n") },
  });
  expect(made.fixed().errors()).toEqual([]);
});

describe("a field beside a type that cannot be extended in its place:", () => {
  const userOf = (user: string, imports = importsBase): string => sessionWith(`    user: ${user};\n`, imports);

  checkAll([
    {
      name: "a literal before the base",
      files: { [types]: userOf(`⟨{\n      id: string;\n    } & ⟩${base}`) },
      changes: [declare("Session.user.id: string")],
    },
    {
      name: "a literal behind a named type",
      files: { [types]: userOf("User⟨ & {\n      id: string;\n    }⟩", 'import type { User } from "next-auth";') },
      changes: [declare("Session.user.id: string")],
    },
    ...([";", ","] as const).map((end) => ({
      name: `on the line on which its interface stands, ended by ${end}`,
      files: {
        [types]: `import type { User } from "next-auth";\n\ndeclare module "next-auth" {\n  interface Session { plan: string${end} user: User⟨ & { id: string${end} role: string }⟩${end} }\n}\n`,
      },
      changes: [declare("Session.user.id: string"), declare("Session.user.role: string")],
    })),
    {
      name: "a literal behind the alias that names the type",
      files: {
        [types]: userOf("AppUser", 'import type { AppUser } from "../src/user";'),
        "src/user.ts": `export interface Row { id: string; secret: string }
export type AppUser = Omit<Row, "secret">⟨ & {
  role: string;
}⟩;
`,
      },
      changes: [declare("Session.user.role: string")],
    },
  ]);
});

describe("an import of a module that nothing else imports:", () => {
  const auth = 'import NextAuth from "next-auth";\nexport const { auth } = NextAuth({ providers: [] });\n';
  const options: ProjectOptions = { nextAuth: "5.0.0-beta.32" };
  const importsToken = 'import "next-auth/jwt";\n';
  const id = [declare("JWT.id: string")];

  checkAll([
    {
      name: "a new file gets it",
      files: { "auth.ts": auth, "next-auth.d.ts": `⟨${tokenWith("    id: string;\n", importsToken.trim())}⟩` },
      changes: id,
      options,
    },
    {
      name: "a file with a block gets it",
      files: {
        "auth.ts": auth,
        [types]: `${importsBase}⟨\n${importsToken.trim()}⟩\n\ndeclare module "next-auth/jwt" {\n  interface Other {\n    a: DefaultSession;\n  }⟨\n\n  interface JWT {\n    id: string;\n  }⟩\n}\n`,
      },
      changes: id,
      options,
    },
    {
      name: "a file that augments another module gets it",
      files: {
        "auth.ts": auth,
        [types]: `${importsBase}⟨\n${importsToken.trim()}⟩\n\ndeclare module "next-auth" {\n  interface Session {\n    a: DefaultSession;\n  }\n}\n⟨
declare module "next-auth/jwt" {
  interface JWT {
    id: string;
  }
}
⟩`,
      },
      changes: id,
      options,
    },
    {
      name: "a token declared by another specifier does not need it",
      files: {
        "auth.ts": auth,
        [types]: `import type { JWT } from "@auth/core/jwt";\n\ndeclare module "@auth/core/jwt" {\n  interface JWT {\n    plan: JWT["sub"];\n    row: Partial<Date>⟨ & {\n      id: string;\n    }⟩;\n⟨    id: string;\n⟩  }\n}\n`,
        "types/session.d.ts": `import type { User } from "next-auth";\n\ndeclare module "next-auth" {\n  interface Session {\n    user: User⟨ & {\n      id: string;\n    }⟩;\n  }\n}\n`,
      },
      changes: [...id, declare("JWT.row.id: string"), declare("Session.user.id: string")],
      options,
    },
    {
      name: "the file of a type that it does not augment does not get it",
      files: {
        "auth.ts": auth,
        [types]: `import type { AppUser } from "../src/user";\n\ndeclare module "next-auth" {\n  interface Session {\n    user: AppUser;\n  }\n}\n`,
        "src/user.ts": "export interface AppUser {\n  name: string;\n⟨  id: string;\n⟩}\n",
      },
      changes: [declare("Session.user.id: string")],
      options,
    },
  ]);
});

describe("the text of a change to a declaration:", () => {
  const importsRole = '⟨import type { Role } from "../lib/roles";\n\n⟩export {};';
  const fields = ["make-optional", "remove"] as const;

  checkAll([
    {
      name: "a field gets a new type, with the types that it needs",
      files: { [types]: sessionWith("    role: ⟪string⟫⟨Role⟩;\n", importsRole) },
      changes: [retype("Session.role: Role", role)],
    },
    {
      name: "a field gets a new type and becomes optional",
      files: { [types]: sessionWith("    role⟨?⟩: ⟪string⟫⟨number⟩;\n") },
      changes: [retype("Session.role?: number")],
    },
    {
      name: "a field becomes optional, keeps its type and needs no import",
      files: { [types]: sessionWith("    role⟨?⟩: Role;\n") },
      changes: [retype("Session.role?: Role", role)],
    },
    {
      name: "a field stays required in its own words inside an optional type",
      files: {
        [types]: sessionWith(
          "    user: Partial<AppUser>;\n",
          "interface AppUser {\n  role: ⟪string⟫⟨number⟩;\n}\n\nexport {};",
        ),
      },
      changes: [retype("Session.user.role?: number")],
    },
    {
      name: "a field becomes optional",
      files: { [types]: sessionWith("    role⟨?⟩: string;\n    plan: string;\n") },
      changes: [{ kind: "make-optional", key: keyOf("Session.role") }],
    },
    {
      name: "a field is removed",
      files: { [types]: sessionWith("⟪    role: string;\n⟫    plan: string;\n") },
      changes: [{ kind: "remove", key: keyOf("Session.role") }],
    },
    {
      name: "a field in two files is corrected in both",
      files: {
        "types/a.d.ts": sessionWith("    role: ⟪string⟫⟨Role⟩;\n", importsRole),
        "types/b.d.ts": sessionWith("    role: ⟪string⟫⟨Role⟩;\n", importsRole),
      },
      changes: [retype("Session.role: Role", role)],
    },
    ...fields.map((kind) => ({
      name: `in two files is left alone where one of them is outside of the project: ${kind}`,
      files: {
        "../shared/user.ts": "export interface AppUser {\n  role: string;\n}\n",
        [types]: sessionWith(
          "    user: { role: string } & AppUser;\n",
          'import type { AppUser } from "../../shared/user";',
        ),
      },
      changes: [{ kind, key: keyOf("Session.user.role") }],
    })),
    ...fields.map((kind) => ({
      name: `is not there, and nothing is done: ${kind}`,
      files: { [types]: sessionWith("    plan: string;\n") },
      changes: [{ kind, key: keyOf("Session.role") }],
    })),
  ]);
});

describe("the reason why a field cannot be declared", () => {
  const why = (files: Readonly<Record<string, string>>, key: string, options?: ProjectOptions): string | undefined =>
    whyNotDeclarable(siteOf(files, options), keyOf(key));
  const union = sessionWith('    user: { kind: "a" } | { kind: "b" };\n');
  const foreign = (name: string, at: string): string =>
    `\`${name}\` is declared in ${at}, which is not this project's to change; add the field there`;
  const form = "the form in which `user` is declared cannot be extended safely; add the field there";

  test("an interface, a block or a new file gives no reason", () => {
    expect(why({ [types]: augmentation({ user: ["id: string"] }) }, "Session.user.role")).toBeUndefined();
    expect(why({ [types]: augmentation({ token: ["id: string"] }) }, "Session.user.role")).toBeUndefined();
    expect(why({}, "Session.user.role")).toBeUndefined();
  });

  test("the field around it has a form that cannot be extended", () => {
    expect(why({ [types]: union }, "Session.user.role")).toBe(form);
    expect(why({ [types]: union }, "Session.user.org.id")).toBe(form);
  });

  test("the field around it is declared outside the project", () => {
    const user = { [generated]: sessionWith("    user: {\n      org: {\n        id: string;\n      };\n    };\n") };
    expect(why(user, "Session.user.role")).toBe(foreign("user", `${generated}:5`));
    expect(why(user, "Session.user.team.id")).toBe(foreign("user", `${generated}:5`));
    expect(why(user, "Session.user.org.seats")).toBe(foreign("org", `${generated}:6`));
  });

  test("the tsconfig includes no place for it", () => {
    expect(why({}, "Session.user.role", { include: ["auth.ts"] })).toBe(
      "the tsconfig includes no place for a new declaration file; add one to its `include`",
    );
    expect(
      why({ "next-auth.d.ts": augmentation({ session: ["plan: string"] }) }, "Session.user.role", {
        include: ["auth.ts", "next-auth.d.ts"],
      }),
    ).toBeUndefined();
  });

  test.each([
    ["next-auth", "next-auth/jwt", "next-auth"],
    ["@auth/sveltekit", "@auth/core/jwt", "@auth/core"],
  ])("the token of %s cannot be reached", (packageName, specifier, needed) => {
    const site = siteOf({});
    const library = libraries.find((one) => one.packageName === packageName) ?? site.library;
    const unreachable = {
      ...site,
      library,
      idle: { notLoaded: new Set<string>(), unreachable: new Set(["JWT"] as const) },
    };
    const reason = `the \`JWT\` of \`${packageName}\` cannot be reached as "${specifier}" from here; add \`${needed}\` to the dependencies, in the version that \`${packageName}\` depends on`;
    expect(whyNotDeclarable(unreachable, keyOf("JWT.id"))).toBe(reason);
    expect(whyUnreachable(unreachable, "JWT")).toBe(reason);
    expect(whyUnreachable(unreachable, "Session")).toBeUndefined();
  });
});

describe("the reason why a declaration cannot be changed", () => {
  const why = (files: Readonly<Record<string, string>>): string | undefined =>
    whyNotChangeable(siteOf(files), keyOf("Session.user.role"));

  test("a declaration of the project gives no reason", () => {
    expect(why({ [types]: augmentation({ user: ["role: string"] }) })).toBeUndefined();
    expect(why({ [types]: augmentation({ user: ["role?: string"] }) })).toBeUndefined();
    expect(why({ [types]: augmentation({ user: ["id: string"] }) })).toBeUndefined();
  });

  test("a type around it makes it required", () => {
    const text = sessionWith("    user: Required<{ role?: string }>;\n");
    expect(why({ [types]: text })).toBe(
      `It is optional in ${types}:5, and a type around that makes it required; change that type.`,
    );
  });

  test("it is declared outside the project", () => {
    const shared = "../shared/user.ts";
    const text = sessionWith("    user: AppUser;\n", 'import type { AppUser } from "../../shared/user";');
    expect(why({ [types]: text, [shared]: "export interface AppUser {\n  role: string;\n}\n" })).toBe(
      `It is declared in ${shared}:2, which is not this project's to change.`,
    );
  });
});

describe("the file into which a change is written", () => {
  const target = (files: Readonly<Record<string, string>>, key: string, options?: ProjectOptions): unknown => {
    const site = siteOf(files, options);
    const found = targetFile(site, keyOf(key));
    return found && [found.fileName.slice(site.workspace.root.length + 1), found.style.quote];
  };
  const single = augmentation({ session: ["plan: string"] }).replaceAll('"', "'");

  test("it is the file that declares the field, in that file's style", () => {
    expect(target({ "a.d.ts": augmentation({ session: ["seats: 1"] }), [types]: single }, "Session.plan")).toEqual([
      types,
      "'",
    ]);
  });

  test("it is the file that declares the interface, in that file's style", () => {
    expect(target({ [types]: single }, "Session.role")).toEqual([types, "'"]);
  });

  test("it is a new file, in the auth file's style", () => {
    expect(target({}, "Session.role")).toEqual(["next-auth.d.ts", '"']);
  });

  test("it does not exist if there is no place for one", () => {
    expect(target({}, "Session.role", { include: ["auth.ts"] })).toBeUndefined();
  });
});
