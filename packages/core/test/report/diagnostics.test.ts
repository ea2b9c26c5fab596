import { describe, expect, test } from "vitest";
import { keyText, type FieldTrace, type FlowStep } from "../../src/index.js";
import { augmentation } from "../support/augmentation.js";
import { authFile, credentials, helpers, session, type AuthParts } from "../support/auth-file.js";
import { project, type Project, type ProjectOptions } from "../support/project.js";

function given(auth: AuthParts, files: Readonly<Record<string, string>> = {}, options: ProjectOptions = {}): Project {
  return project({ "auth.ts": authFile(auth), "helpers.ts": helpers, ...files }, options);
}

/** `Session.plan? ok: string, declared as string? at next-auth.d.ts:5` */
function line({ interface: name, path, status, inferred, declared }: FieldTrace): string {
  const said = inferred ? `${inferred.type}${inferred.optional ? "?" : ""}` : "nothing";
  const by = declared
    ? `${declared.type}${declared.optional ? "?" : ""} at ${declared.file}:${String(declared.line)}`
    : "nothing";
  return `${name}.${path} ${status}: ${said}, declared as ${by}`;
}

function lines(made: Project): string[] {
  return made.analysis().traces.map(line);
}

function flowText(flow: readonly FlowStep[]): string {
  return flow.map(({ text, at }) => (at ? `${text} (${at.file}:${String(at.line)})` : text)).join(" → ");
}

function traceOf(made: Project, name: string): FieldTrace {
  const found = made.analysis().traces.find((one) => `${one.interface}.${one.path}` === name);
  if (!found) throw new Error(`Nothing is known of ${name}.`);
  return found;
}

const everyKind = (): Project =>
  given(
    {
      providers: [credentials('{ id: "1", name: "Ann", role: String("admin") }')],
      jwt: "jwt({ token, user }) {\n      if (user) token.role = user.role;\n      return token;\n    }",
      session: session(
        "session.user.role = token.role;",
        'session.plan = "free";',
        'session.user.name = "Ann";',
        'session.expires = "2030-01-01";',
      ),
    },
    { "next-auth.d.ts": augmentation({ session: ['plan?: "free" | "pro"', "seats: number"], user: ["team: string"] }) },
  );

describe("the report of every field", () => {
  test("every field comes once, with its assigned and its declared type, the session's first", () => {
    expect(lines(everyKind()).map((one) => one.replace(/node_modules\S+/, "the library"))).toEqual([
      "Session.expires ok: string, declared as string at the library",
      'Session.plan ok: string, declared as "free" | "pro"? at next-auth.d.ts:5',
      "Session.seats unassigned: nothing, declared as number at next-auth.d.ts:6",
      "Session.user.name ok: string, declared as string | null? at the library",
      "Session.user.role undeclared: string, declared as nothing",
      "Session.user.team unassigned: nothing, declared as string at next-auth.d.ts:8",
      "JWT.role undeclared: string, declared as nothing",
      "User.role undeclared: string, declared as nothing",
    ]);
  });

  test("every field has a flow from where its value comes to where it is declared", () => {
    const made = everyKind();
    const flow = (name: string): string => flowText(traceOf(made, name).flow);
    expect(flow("Session.user.role")).toBe(
      "user.role → token.role (auth.ts:9) → session.user.role (auth.ts:13) → declared nowhere",
    );
    expect(flow("Session.plan")).toBe(
      '"free" → session.plan (auth.ts:14) → declared as optional "free" | "pro" (next-auth.d.ts:5)',
    );
    expect(flow("Session.seats")).toBe("session.seats → declared as number (next-auth.d.ts:6)");
    expect(flow("User.role")).toBe("user.role → declared nowhere");
  });

  test("every field has its assignments, each with the type that it gives once the others are declared", () => {
    const made = everyKind();
    expect(traceOf(made, "Session.plan").assignments).toEqual([
      { file: "auth.ts", line: 14, column: 7, text: 'session.plan = "free"', type: '"free"' },
    ]);
    expect(traceOf(made, "Session.user.role").assignments).toEqual([
      { file: "auth.ts", line: 13, column: 7, text: "session.user.role = token.role", type: "string" },
    ]);
    expect(traceOf(made, "Session.user.role").sources.map(keyText)).toEqual(["JWT.role"]);
    expect(traceOf(made, "JWT.role").sources.map(keyText)).toEqual(["User.role"]);
  });

  test.each([
    ["in a literal", 'return { ...session, plan: "free" };', "Session.plan", "plan"],
    ["by a computed assignment", "session.seats += 1;", "Session.seats", "session.seats += 1"],
    ["with a whole row", "session.user = row;", "Session.user.id", "session.user"],
    ["with a spread", "return { ...session, ...rest };", "Session.plan", "rest"],
  ])("every field is quoted at its assignment, as a whole only if it is assigned alone: %s", (_, body, name, text) => {
    const made = given(
      {
        head: 'declare const row: { id: string };\ndeclare const rest: { plan: "free" };',
        session: session(body),
      },
      { "next-auth.d.ts": augmentation({ session: ['plan: "free"', "seats: number"], user: ["id: string"] }) },
    );
    expect(traceOf(made, name).assignments.map((one) => one.text)).toEqual([text]);
  });
});

describe("the status of a field", () => {
  test("the status follows the field's own findings, whatever else is found", () => {
    const made = given(
      {
        session: session(
          "session.seats = 3;",
          'if (enabled) session.plan = "free";',
          "session.user.id = token.sub!;",
          'session.region = "eu";',
        ),
      },
      {
        "a.d.ts": augmentation({ session: ["seats: string", "plan: string"], user: ["id: string"] }),
        "b.d.ts": augmentation({ session: ["region: string"] }).replace('"next-auth"', '"next-auth/types"'),
      },
    );
    expect(lines(made)).toEqual([
      "Session.plan mismatched: string?, declared as string at a.d.ts:6",
      // Only the augmentation is reported, and what it says takes no effect.
      "Session.region undeclared: string, declared as nothing",
      "Session.seats mismatched: number, declared as string at a.d.ts:5",
      "Session.user.id ok: string, declared as string at a.d.ts:8",
    ]);
  });

  test("the status is good if a spread brings what nobody reads", () => {
    const made = given({
      head: "declare const row: { seats: number };",
      session: session("return { ...session, ...row };"),
    });
    expect(lines(made)).toEqual(["Session.seats ok: number, declared as nothing"]);
  });

  test("the status is that of the declaration if no provider gives the input a type", () => {
    const made = given(
      { jwt: "jwt({ token, user }) {\n      if (user) token.team = user.team;\n      return token;\n    }" },
      {
        "next-auth.d.ts": `${augmentation({ token: ["team: string"] })}
declare module "next-auth" {
  interface User {
    team: string;
  }
}
`,
      },
    );
    expect(lines(made)).toEqual([
      "JWT.team ok: string, declared as string at next-auth.d.ts:5",
      "User.team ok: nothing, declared as string at next-auth.d.ts:11",
    ]);
  });

  test("the status is given for a declaration without a type", () => {
    const made = given(
      { session: session('session.plan = "free";') },
      { "next-auth.d.ts": augmentation({ session: ["plan"] }) },
    );
    expect(lines(made)).toEqual(["Session.plan ok: string, declared as any at next-auth.d.ts:5"]);
  });
});

describe("fields that the report leaves out", () => {
  test("an input of a callback without parameter types, which needs no declaration, is left out", () => {
    const made = given({
      providers: [credentials('{ id: "1", role: String("admin") }')],
      jwt: "jwt({ token, user }: any) {\n      if (user) token.role = user.role;\n      return token;\n    }",
    });
    expect(lines(made)).toEqual(["JWT.role undeclared: string, declared as nothing"]);
  });

  test("reads, and fields that are only read, are left out unless asked for", () => {
    const reader = {
      "read.ts":
        'import type { Session } from "next-auth";\n\nexport const read = (session: Session) => [session.plan, session.region];\n',
      "next-auth.d.ts": augmentation({ session: ["plan: string"] }),
    };
    const auth = { session: session('session.plan = "free";') };
    const read = (made: Project): string[] =>
      made.analysis().traces.map((one) => `${line(one).split(",")[0] ?? ""}, read ${String(one.reads.length)} times`);
    expect(read(given(auth, reader))).toEqual(["Session.plan ok: string, read 0 times"]);
    expect(read(given(auth, reader, { analyze: { reads: true } }))).toEqual([
      "Session.plan ok: string, read 1 times",
      "Session.region unassigned: nothing, read 1 times",
    ]);
  });
});

describe("the flow of a field", () => {
  test("the flow ends where a field feeds itself", () => {
    const made = given(
      {
        jwt: "jwt({ token }) {\n      token.count = (token.count ?? 0) + 1;\n      return token;\n    }",
        session: session("session.count = token.count;"),
      },
      { "next-auth.d.ts": augmentation({ session: ["count: number"], token: ["count: number"] }) },
    );
    expect(flowText(traceOf(made, "Session.count").flow)).toBe(
      "token.count (auth.ts:8) → session.count (auth.ts:12) → declared as number (next-auth.d.ts:5)",
    );
  });
});

describe("the order of findings", () => {
  test("findings are sorted by file, then place, then rule", () => {
    const made = given(
      {
        head: 'import { jwt } from "./callbacks";',
        jwt: "jwt",
        session: session('session.b = "b"; session.a = "a";', "session.since = new Date();"),
      },
      {
        "callbacks.ts": `import type { JWT } from "next-auth/jwt";

export function jwt({ token }: { token: JWT }): JWT {
  token.c = "c";
  return token;
}
`,
        "zero.d.ts": augmentation({ session: ["unassigned: string"] }),
      },
    );
    expect(
      made
        .analysis()
        .diagnostics.map(({ rule, file, line: row, column }) => `${file}:${String(row)}:${String(column)} ${rule}`),
    ).toEqual([
      "auth.ts:10:7 no-undeclared-field",
      "auth.ts:10:24 no-undeclared-field",
      "auth.ts:11:7 no-undeclared-field",
      "auth.ts:11:7 no-unserializable-field",
      "callbacks.ts:4:3 no-untyped-token",
      "zero.d.ts:5:5 no-unassigned-field",
    ]);
  });
});
