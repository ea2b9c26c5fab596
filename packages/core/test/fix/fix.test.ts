import { describe, expect, test } from "vitest";
import { diagnose } from "../../src/diagnose/diagnose.js";
import { inspect } from "../../src/inspect.js";
import { proveFix } from "../../src/fix/fix.js";
import { augmentation, types } from "../support/augmentation.js";
import { authFile, helpers, session, type AuthParts } from "../support/auth-file.js";
import { checkMarked } from "../support/marked-project.js";
import { project } from "../support/project.js";
import type { ProvenFix } from "../../src/fix/task.js";

const unmarked = (text: string): string => text.replace(/⟦[^⟧]*⟧/g, "");
const plain = (parts: AuthParts): string => unmarked(authFile(parts));
const reader = (body: string): string =>
  `import type { Session } from "next-auth";\n\nexport function read(session: Session) {\n  ${body}\n}\n`;

/** The fix of a project whose auth file has these parts. */
function proven(parts: AuthParts, files: Readonly<Record<string, string>>): ProvenFix {
  const workspace = project({ "auth.ts": authFile(parts), "helpers.ts": helpers, ...files }).workspace();
  const diagnosis = diagnose(workspace, {});
  if (!diagnosis) throw new Error("There is no config.");
  return proveFix(workspace, {}, diagnosis);
}

describe("a diagnosis without edits", () => {
  const wrong = session("session.user.id = token.sub!;", "const wrong: number = session.expires;", "void wrong;");

  test("a fix without edits lists no standing error", () => {
    const made = proven({ session: wrong }, { [types]: augmentation({ user: ["id: string"] }) });
    expect([made.stages, made.left]).toEqual([[], []]);
  });

  test("a finding without an edit lists no standing error either", () => {
    const since = wrong.replace("session.user.id = token.sub!", "session.since = new Date()");
    const made = proven({ session: since }, { [types]: augmentation({ session: ["since: Date"] }) });
    expect(made.after.findings.map(({ rule }) => rule.name)).toEqual(["no-unserializable-field"]);
    expect([made.stages, made.left]).toEqual([[], []]);
  });
});

describe("edits that need no declaration", () => {
  test("a callback's edit is made without any declaration", () => {
    checkMarked({
      auth: { session: "⟦require-callback-return⟧session({ session }) {\n      void enabled;\n    }" },
      fixed: {
        "auth.ts": plain({ session: "session({ session }) {\n      void enabled;\n      return session;\n    }" }),
      },
    });
  });

  // Where the token's id takes effect as a number, what reads it as a string does not compile.
  const wrongModule = `export {};\n\ndeclare module ⟦no-ineffective-augmentation!⟧"next-auth" {\n  interface JWT {\n    id: number;\n  }\n}\n`;
  const reads =
    'import type { JWT } from "next-auth/jwt";\n\nexport const idOf = (token: JWT): string => token.id as string;\n';
  const jwt = "jwt({ token }) {\n      token.id = 1;\n      return token;\n    }";

  test("an edit that fails its proof does not hold back the others", () => {
    checkMarked({
      auth: { jwt, session: "⟦require-callback-return⟧session({ session }) {\n      void enabled;\n    }" },
      files: { [types]: wrongModule, "read.ts": reads },
      fixed: {
        "auth.ts": plain({
          jwt,
          session: "session({ session }) {\n      void enabled;\n      return session;\n    }",
        }),
      },
    });
  });

  test("such edits come first, so that declarations go where they now take effect", () => {
    const inModule = (module: string, ...members: readonly string[]): string =>
      augmentation({ session: members }).replace('"next-auth"', module);
    checkMarked({
      auth: { session: session('⟦no-undeclared-field⟧session.plan = "free";') },
      files: { [types]: inModule('⟦no-ineffective-augmentation⟧"next-auth/types"', "seats?: number") },
      fixed: { [types]: inModule('"next-auth"', "seats?: number", "plan: string") },
    });
  });

  test("such an edit stays when a declaration is left out for a reader", () => {
    const auth = (ending: string): AuthParts => ({
      jwt: `⟦require-callback-return⟧jwt({ token }) {\n      void enabled;\n    ${ending}}`,
      session: session("if (enabled) session.user.id = token.sub!;", 'if (enabled) session.plan = "free";'),
    });
    checkMarked({
      auth: auth(""),
      files: {
        "read.ts": reader("const id: string = session.user.id;\n  return id;"),
        [types]: augmentation({
          session: ["⟦no-maybe-missing-field⟧plan: string"],
          user: ["⟦no-maybe-missing-field!⟧id: string"],
        }),
      },
      fixed: {
        "auth.ts": plain(auth("  return token;\n    ")),
        [types]: augmentation({ session: ["plan?: string"], user: ["id: string"] }),
      },
    });
  });

  test("an edit that fails its proof does not hold back the declarations", () => {
    checkMarked({
      auth: { jwt, session: session('⟦no-undeclared-field⟧session.plan = "free";') },
      files: {
        "types/session.d.ts": augmentation({ session: ["seats?: number"] }),
        [types]: wrongModule,
        "read.ts": reads,
      },
      fixed: { "types/session.d.ts": augmentation({ session: ["seats?: number", "plan: string"] }) },
    });
  });
});

describe("edits that others uncover", () => {
  // While `Session` is a duplicate, nobody can say which declaration of `user` wins.
  const alias = 'declare module "next-auth" {\n  type Session = { plan: string };\n}\n';
  const blocks = `import "next-auth";

declare module "next-auth" {
  interface Session {
    user: {};
  }
}

declare module "next-auth" {
  interface Session {
    user: { name?: string | null; email?: string | null };
  }
}
`;

  test("edits that others uncover are made in the same fix", () => {
    const made = project({ "auth.ts": `${alias}${plain({})}`, "helpers.ts": helpers, [types]: blocks });
    const fixed = made.fixed();
    expect(fixed.files["auth.ts"]).toContain('declare module "next-auth" {\n  interface Session {}\n}\n');
    expect(fixed.files[types]).toBe(`import "next-auth";

declare module "next-auth" {
  interface Session {
    user: {
      name?: string | null;
      email?: string | null;
    };
  }
}
`);
    expect(fixed.errors()).toEqual([]);
    expect(fixed.analysis().fix.changes).toEqual([]);
  });
});

describe("declarations in a fix", () => {
  const team = augmentation({ user: ["id: string", "⟦no-unassigned-field⟧team: string"] });
  const userId = session("session.user.id = token.sub!;");

  test("a declaration takes its weaker form where the strongest does not hold, without a failure", () => {
    const files = { "read.ts": reader("return session.user.team;") };
    checkMarked({
      auth: { session: userId },
      files: { ...files, [types]: team },
      fixed: { [types]: augmentation({ user: ["id: string", "team?: string"] }) },
    });
    const made = proven({ session: userId }, { ...files, [types]: unmarked(team) });
    expect([...made.blocked]).toEqual([]);
    expect([...made.inVain]).toEqual([]);
  });

  test("one field's declaration does not wait for another that a reader holds back", () => {
    const made = checkMarked({
      auth: { session: session("if (enabled) session.user.id = token.sub!;", 'if (enabled) session.plan = "free";') },
      files: {
        "read.ts": reader("const id: string = session.user.id;\n  return id;"),
        [types]: augmentation({
          session: ["⟦no-maybe-missing-field⟧plan: string"],
          user: ["⟦no-maybe-missing-field!⟧id: string"],
        }),
      },
      fixed: { [types]: augmentation({ session: ["plan?: string"], user: ["id: string"] }) },
    });
    expect(made.analysis().diagnostics.flatMap(({ manual }) => manual ?? [])).toEqual([
      "A change of the declaration would bring a new error at read.ts:4: Type 'string | undefined' is not assignable to type 'string'.   Type 'undefined' is not assignable to type 'string'.",
    ]);
  });

  test("one reader holds back several fields, each for its own error", () => {
    const made = checkMarked({
      auth: { session: session("if (enabled) session.user.id = token.sub!;", 'if (enabled) session.plan = "free";') },
      files: {
        "read.ts": reader(
          "const id: string = session.user.id;\n  const plan: string = session.plan;\n  return id + plan;",
        ),
        [types]: augmentation({
          session: ["⟦no-maybe-missing-field!⟧plan: string"],
          user: ["⟦no-maybe-missing-field!⟧id: string"],
        }),
      },
      fixed: {},
    });
    expect(made.analysis().diagnostics.map(({ manual }) => manual?.split(": ")[0])).toEqual([
      "A change of the declaration would bring a new error at read.ts:5",
      "A change of the declaration would bring a new error at read.ts:4",
    ]);
  });

  test("one field's declaration does not wait for another whose change has no effect", () => {
    checkMarked({
      auth: { session: session("if (enabled) session.user.id = token.sub!;", 'if (enabled) session.plan = "free";') },
      files: {
        [types]: `import type { User } from "next-auth";

declare module "next-auth" {
  interface Session {
    user: User & { ⟦no-maybe-missing-field!⟧id: string };
    ⟦no-maybe-missing-field⟧plan: string;
  }
}
`,
      },
      fixed: {
        [types]: `import type { User } from "next-auth";

declare module "next-auth" {
  interface Session {
    user: User & { id: string };
    plan?: string;
  }
}
`,
      },
    });
  });

  test("a field is declared although another rule still reports its value", () => {
    checkMarked({
      auth: {
        session: session(
          "⟦no-undeclared-field⟧⟦no-unserializable-field!⟧session.since = new Date();",
          "session.user.id = token.sub!;",
        ),
      },
      files: { [types]: augmentation({ user: ["id: string"] }) },
      fixed: { [types]: augmentation({ user: ["id: string"] }).replace('["user"];', '["user"];\n    since: Date;') },
    });
  });

  test("an augmentation that joins the program is changed in the same fix", () => {
    const config = (include: string): string =>
      JSON.stringify({
        compilerOptions: {
          lib: ["es2022"],
          module: "esnext",
          moduleResolution: "bundler",
          strict: true,
          types: [],
          noEmit: true,
        },
      }).replace(/}$/, `,"include":[${include}]}`);
    checkMarked({
      auth: { session: session("session.user.id = token.sub!;", 'session.plan = "free";') },
      files: {
        "tsconfig.json": config('"*.ts"'),
        "types/next-auth.d.ts": augmentation({ session: ["plan: number"], user: ["id: string"] }).replace(
          '"next-auth" {',
          '⟦no-ineffective-augmentation⟧"next-auth" {',
        ),
        "types/other.d.ts": augmentation({ token: ["rank?: number"] }),
      },
      fixed: {
        "tsconfig.json": config('"*.ts", "types/next-auth.d.ts"'),
        "types/next-auth.d.ts": augmentation({ session: ["plan: string"], user: ["id: string"] }),
      },
    });
  });
});

describe("files outside the program", () => {
  const plan = session('⟦no-undeclared-field⟧session.plan = "free";', "session.user.id = token.sub!;");
  const include = ["*.ts"];

  test("a file outside that has nothing to do with the fix is left alone", () => {
    checkMarked({
      auth: { session: plan },
      files: {
        "next-auth.d.ts": augmentation({ user: ["id: string"] }),
        [types]: augmentation({ user: ["id: string"] }),
      },
      options: { include },
      fixed: {
        "next-auth.d.ts": augmentation({ user: ["id: string"] }).replace('["user"];', '["user"];\n    plan: string;'),
      },
    });
  });

  test("a file that stays outside is still reported, and its fields are not declared again", () => {
    const config = {
      compilerOptions: { lib: ["es2022"], module: "esnext", moduleResolution: "bundler", strict: true, types: [] },
      include,
      exclude: ["types"],
    };
    checkMarked({
      auth: { session: plan },
      files: {
        "tsconfig.json": JSON.stringify(config),
        [types]: augmentation({ user: ["id: string"] }).replace(
          '"next-auth" {',
          '⟦no-ineffective-augmentation!⟧"next-auth" {',
        ),
      },
      fixed: { "next-auth.d.ts": augmentation({ session: ["plan: string"] }) },
    });
  });

  test("without a known tsconfig no file counts as outside", () => {
    const files = { "auth.ts": plain({ session: plan }), "helpers.ts": helpers };
    const { ts, program, host, root, wouldInclude } = project(files).workspace();
    const workspace = { ts, program, host, root, wouldInclude };
    const diagnosis = diagnose(workspace, {});
    expect(diagnosis && proveFix(workspace, {}, diagnosis).after.findings).toEqual([]);
  });
});

describe("a comment that expects an error which a declaration removes", () => {
  const plan = '⟦no-undeclared-field⟧session.plan = "free";';
  const comments = (directive: string): string => `// Above.
import type { Session } from "next-auth";

export function read(session: Session) {
  // Of the plan.
  /* why */${directive}
  return session.plan; // Behind.
}
// Below.
`;

  test("only the comment that expects the error is removed with it", () => {
    checkMarked({
      auth: { session: session(plan) },
      files: { "read.ts": comments("/* @ts-expect-error */") },
      fixed: { "next-auth.d.ts": augmentation({ session: ["plan: string"] }), "read.ts": comments("") },
    });
  });

  test("a JSDoc comment whose type the declaration makes wrong stays", () => {
    checkMarked({
      auth: { session: session('if (enabled) session.plan = "free";') },
      files: {
        "read.js": '/** @typedef {import("next-auth").Session["plan"]["length"]} Size */\n\nexport {};\n',
        [types]: augmentation({ session: ["⟦no-maybe-missing-field!⟧plan: string"] }),
      },
      options: { compilerOptions: { allowJs: true, checkJs: true } },
      fixed: {},
    });
  });

  const outside = {
    "../shared/read.ts": `import type { Session } from "../4.24.15/node_modules/next-auth";

export function read(session: Session) {
  // @ts-expect-error
  return session.plan;
}
`,
  };
  const head = 'import "../shared/read";';

  test("no declaration is made while the comment stands outside the project", () => {
    const made = checkMarked({
      auth: { head, session: session(plan.replace("field", "field!")) },
      files: outside,
      fixed: {},
    });
    expect(made.analysis().diagnostics.map(({ manual }) => manual)).toEqual([
      "A change of the declaration would bring a new error at ../shared/read.ts:4: Unused '@ts-expect-error' directive.",
    ]);
  });

  test("only the cast that does not depend on such a declaration is reported", () => {
    const lines = (first: string, second: string): AuthParts => ({ head, session: session(first, second) });
    const seats = "(⟦no-callback-cast⟧session as any).seats = 3;";
    const kept = '⟦no-undeclared-field!⟧(session as any).plan = "free";';
    const files = { ...outside, [types]: augmentation({ session: ["seats: number"] }) };
    checkMarked({
      auth: lines(seats, kept),
      files,
      fixed: { "auth.ts": plain(lines("session.seats = 3;", kept)) },
    });
    checkMarked({
      auth: lines(kept, seats),
      files,
      fixed: { "auth.ts": plain(lines(kept, "session.seats = 3;")) },
    });
  });
});

test("a cast stays where removing it would change the error it stands with", () => {
  // The augmentation for another library does not move: a reader counts on there being no further fields.
  const counts =
    'import type { Session } from "next-auth";\n\nexport type More = Exclude<keyof Session, "user" | "expires">;\n';
  const made = project({
    "auth.ts": plain({
      head: 'import { mark } from "./mark";',
      session: "session({ session }) {\n      return mark(session);\n    }",
    }),
    "helpers.ts": helpers,
    "mark.ts": `import type { Session } from "next-auth";

interface Own {
  plan: string;
}

export function mark(target: Session): Session {
  (target as unknown as Own).plan = 3;
  return target;
}
`,
    "count.ts": `${counts}\nexport const none = (more: More): never => more;\n`,
    [types]:
      'import "next-auth";\n\ndeclare module "@auth/core/types" {\n  interface Session {\n    plan: string;\n  }\n}\n',
  });
  const { diagnostics, fix } = made.analysis();
  expect(diagnostics.map(({ rule, file, fixable }) => `${rule} ${file} ${String(fixable)}`)).toEqual([
    `no-ineffective-augmentation ${types} false`,
  ]);
  expect(fix.changes).toEqual([]);
});

describe("an augmentation that replaces its module and must stay", () => {
  const auth = authFile({
    jwt: 'jwt({ token }) {\n      token.plan = "free";\n      return token;\n    }',
    session: session("session.seats = 5;", "session.plan = token.plan;"),
  });
  const replacing = 'declare module "next-auth" {\n  interface Session {\n    plan: string;\n\n  }\n}\n';
  const mendFirst = "An augmentation replaces its module here: fix what `no-ineffective-augmentation` reports first.";
  const disable = "// typed-session-disable-next-line no-ineffective-augmentation\n";

  test.each([
    ["by the rule", replacing, { rules: { "no-ineffective-augmentation": "off" } }],
    ["by a directive", disable + replacing, {}],
  ] as const)("kept %s, it gets no declaration in text that is not there", (_, text, analyze) => {
    const analysis = project({ "auth.ts": auth, [types]: text }, { analyze }).analysis();
    expect(analysis.fix.changes).toEqual([]);
    expect(analysis.diagnostics.map(({ rule, manual }) => [rule, manual])).toEqual([
      ["no-untyped-token", mendFirst],
      ["no-undeclared-field", mendFirst],
    ]);
  });

  test("without a reason to keep it, it is fixed with the rest", () => {
    const [change] = project({ "auth.ts": auth, [types]: replacing }).analysis().fix.changes;
    expect(change?.after).toContain("seats: number;");
    expect(change?.after).toContain("export {};");
  });
});

test("a report knows that a field can be declared once the field that its value is assigned to is", () => {
  const auth = `import type { NextAuthOptions } from "next-auth";

declare module "next-auth/jwt" {
  interface Session {
    seats?: number;
  }
}

export const authOptions: NextAuthOptions = {
  session: { strategy: "database" },
  providers: [],
  callbacks: {
    session({ session, user }) {
      session.plan = user.name;
      if (Math.random() > 0.5) Object.assign(session, { plan: user.role });
      return session;
    },
  },
};
`;
  const inspection = inspect(project({ "auth.ts": auth }).workspace());
  const told = (trustsTypes: boolean): string[] =>
    inspection
      .proven({ trustsTypes })
      .diagnostics.map((one) => `${one.rule}:${String(one.line)} ${one.fixable ? "fixable" : "left"}`);
  const all = [
    "no-ineffective-augmentation:3 fixable",
    "no-undeclared-field:14 fixable",
    "no-undeclared-input:15 fixable",
  ];
  expect(told(true)).toEqual(all);
  expect(told(false)).toEqual(all);
});

test("a report knows that a declaration without effect is gone once the one before it has changed", () => {
  const auth = `import type { CallbacksOptions, NextAuthOptions } from "next-auth";

function sessionCallback<Options extends object>(options?: Options) {
  return ({ session }: Parameters<CallbacksOptions["session"]>[0]) => {
    if (Math.random() > 0.5) session.user!.role = session.expires;
    return session;
  };
}

export const authOptions: NextAuthOptions = {
  providers: [],
  callbacks: { session: sessionCallback({ plan: "free" }) },
};
`;
  const declared = `import type { DefaultSession } from "next-auth";

declare module "next-auth" {
  interface Session {
    user: ({ id: string } | { plan: string }) & DefaultSession["user"];
  }
}

declare module "next-auth" {
  interface Session {
    user: { name?: string | null; email?: string | null; image?: string | null };
  }
}
`;
  const inspection = inspect(project({ "auth.ts": auth, [types]: declared }).workspace());
  const told = (trustsTypes: boolean): string[] =>
    inspection.proven({ trustsTypes }).diagnostics.map(({ rule, fixable }) => `${rule} ${String(fixable)}`);
  const all = ["no-undeclared-field true", "no-ineffective-augmentation true"];
  expect(told(true)).toEqual(all);
  expect(told(false)).toEqual(all);
});

describe("the fix of one cast", () => {
  const auth = (body: string): string => `import type { NextAuthOptions } from "next-auth";

export const authOptions: NextAuthOptions = {
  providers: [],
  callbacks: {
    session({ session }) {
      session.plan = "free";
      ${body}
      return session;
    },
  },
};

declare module "next-auth" {
  interface Session {
    plan: string;
  }
}
`;
  /** The text after the fix of the finding about the cast alone; `undefined` if there is none. */
  const afterCast = (body: string, declaresItself: boolean, trustsTypes = true): string | undefined => {
    const { found, proven } = inspect(project({ "auth.ts": auth(body) }).workspace());
    const findings = found().filter(({ rule }) => rule === "no-callback-cast");
    expect(findings).toHaveLength(1);
    return proven({ findings, trustsTypes, declaresItself }).fix.changes[0]?.after;
  };

  test("it declares the fields that the cast stands for, and no others", () => {
    const after = afterCast("(session as any).seats = 5;\n      session.since = 1;", false);
    expect(after).toBe(
      auth("session.seats = 5;\n      session.since = 1;").replace(
        "plan: string;",
        "plan: string;\n    seats: number;",
      ),
    );
  });

  test("it declares the fields that a variable with the cast object is given", () => {
    const after = afterCast("const open = session as any;\n      open.seats = 5;", false);
    expect(after).toBe(
      auth("const open = session;\n      open.seats = 5;").replace(
        "plan: string;",
        "plan: string;\n    seats: number;",
      ),
    );
  });

  test("it leaves the declarations to a caller that makes them", () => {
    expect(afterCast("(session as any).seats = 5;", true)).toBe(auth("session.seats = 5;"));
  });

  test("it does nothing for a caller that makes no declaration and asks the compiler", () => {
    expect(afterCast("(session as any).seats = 5;", true, false)).toBeUndefined();
  });
});
