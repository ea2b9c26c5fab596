import { describe, expect, test } from "vitest";
import { byCause, type Diagnostic } from "../../src/index.js";
import { augmentation } from "../support/augmentation.js";
import { authFile, credentials, helpers, session, type AuthParts } from "../support/auth-file.js";
import { project, type ProjectOptions } from "../support/project.js";

/** `no-undeclared-field Session.user.role (no-untyped-token JWT.role)`: each finding with its parts. */
function causes(auth: AuthParts, files: Readonly<Record<string, string>> = {}, options: ProjectOptions = {}): string[] {
  const { diagnostics } = project({ "auth.ts": authFile(auth), "helpers.ts": helpers, ...files }, options).analysis();
  const text = ({ rule, field }: Diagnostic): string =>
    `${rule} ${field ? `${field.interface}.${field.path}` : "nothing"}`;
  return byCause(diagnostics).map((one) => {
    const parts = one.parts.map(text).join(", ");
    return `${one.severity} ${text(one)}${parts === "" ? "" : ` (${parts})`}`;
  });
}

const role: AuthParts = {
  providers: [credentials('{ id: "1", name: "Ann", role: String("admin") }')],
  jwt: "jwt({ token, user }) {\n      if (user) token.role = user.role;\n      return token;\n    }",
  session: session("session.user.role = token.role;"),
};

describe("findings with one cause", () => {
  test("what the token and the user lack is a part of what the session's readers miss", () => {
    expect(causes(role)).toEqual([
      "error no-undeclared-field Session.user.role (no-untyped-token JWT.role, no-undeclared-input User.role)",
    ]);
  });

  test("a part stands alone if the whole is switched off", () => {
    expect(causes(role, {}, { analyze: { rules: { "no-undeclared-field": "off" } } })).toEqual([
      "error no-untyped-token JWT.role (no-undeclared-input User.role)",
    ]);
    expect(
      causes(role, {}, { analyze: { rules: { "no-undeclared-field": "off", "no-untyped-token": "off" } } }),
    ).toEqual(["error no-undeclared-input User.role"]);
  });

  test("a part that its project switches off is dropped", () => {
    expect(causes(role, {}, { analyze: { rules: { "no-untyped-token": "off" } } })).toEqual([
      "error no-undeclared-field Session.user.role (no-undeclared-input User.role)",
    ]);
  });

  test("a part stands alone if a directive switches the whole off", () => {
    const directive = "// typed-session-disable-next-line no-undeclared-field\n      session.user.role = token.role;";
    expect(causes({ ...role, session: session(directive) })).toEqual([
      "error no-untyped-token JWT.role (no-undeclared-input User.role)",
    ]);
  });

  test("a finding is as severe as its most severe part", () => {
    expect(causes(role, {}, { analyze: { rules: { "no-undeclared-field": "warn" } } })).toEqual([
      "error no-undeclared-field Session.user.role (no-untyped-token JWT.role, no-undeclared-input User.role)",
    ]);
  });

  test("two session fields fed by one token field are two findings, the token's a part of the first", () => {
    const both = session("session.user.role = token.role;", "session.isAdmin = token.role;");
    expect(causes({ ...role, session: both })).toEqual([
      "error no-undeclared-field Session.user.role (no-untyped-token JWT.role, no-undeclared-input User.role)",
      "error no-undeclared-field Session.isAdmin",
    ]);
  });

  test("two unrelated fields are two findings", () => {
    expect(
      causes({
        jwt: 'jwt({ token }) {\n      token.plan = "free";\n      return token;\n    }',
        session: session('session.team = "a";'),
      }),
    ).toEqual(["warn no-untyped-token JWT.plan", "error no-undeclared-field Session.team"]);
  });

  test("the last field of a chain in the token is the finding", () => {
    expect(
      causes({
        ...role,
        jwt: "jwt({ token, user }) {\n      if (user) token.first = user.role;\n      token.second = token.first;\n      return token;\n    }",
        session: "session({ session }) {\n      return session;\n    }",
      }),
    ).toEqual(["error no-untyped-token JWT.second (no-untyped-token JWT.first, no-undeclared-input User.role)"]);
  });

  test("a field that decides what another becomes is in its flow and a part of it", () => {
    expect(
      causes({
        ...role,
        jwt: 'jwt({ token, user }) {\n      token.kind = user?.role ? "one" : "two";\n      return token;\n    }',
        session: session("session.kind = token.kind;"),
      }),
    ).toEqual(["error no-undeclared-field Session.kind (no-untyped-token JWT.kind, no-undeclared-input User.role)"]);
  });

  test("a field of the token that nothing writes is a cause of its own", () => {
    expect(causes({ session: session("session.team = token.team;") })).toEqual([
      "error no-undeclared-field Session.team",
      "warn no-untyped-token JWT.team",
    ]);
  });

  test("a wrong type in the token is a part of the same wrong type in the session", () => {
    const declared = augmentation({ user: ["role: number"], token: ["role?: number"] });
    expect(
      causes(
        { ...role, providers: [credentials('{ id: "1", role: String("admin") }')] },
        { "next-auth.d.ts": declared },
      ),
    ).toEqual([
      "error no-undeclared-input User.role",
      "error no-mismatched-field Session.user.role (no-mismatched-field JWT.role)",
    ]);
  });

  test("a different error in the same flow is a finding of its own", () => {
    const declared = augmentation({ token: ["role?: number"] });
    expect(causes(role, { "next-auth.d.ts": declared })).toEqual([
      "error no-undeclared-field Session.user.role (no-undeclared-input User.role)",
      "error no-mismatched-field JWT.role",
    ]);
  });

  test("a part stands for a whole that is not among the given findings", () => {
    const { diagnostics } = project({ "auth.ts": authFile(role), "helpers.ts": helpers }).analysis();
    const parts = diagnostics.filter(({ isPart }) => isPart);
    expect(byCause(parts).map(({ rule, parts: [inner] }) => [rule, inner?.rule])).toEqual([
      ["no-untyped-token", "no-undeclared-input"],
    ]);
  });
});

/** Each finding at its place, with those that it is shown with: `warn no-unassigned-field types.d.ts:5:5`. */
function placed(
  auth: AuthParts,
  files: Readonly<Record<string, string>> = {},
  options: ProjectOptions = {},
): { readonly shown: string[]; readonly causes: string[] } {
  const { diagnostics } = project({ "auth.ts": authFile(auth), "helpers.ts": helpers, ...files }, options).analysis();
  const text = ({ severity, rule, file, line, column }: Diagnostic): string =>
    `${severity} ${rule} ${file}:${String(line)}:${String(column)}`;
  return {
    shown: byCause(diagnostics).map((one) => [text(one), ...one.parts.map(text)].join(" with ")),
    causes: diagnostics.map(({ cause }) => cause),
  };
}

describe("findings of rules that say nothing of a flow are causes of their own", () => {
  interface Row {
    readonly name: string;
    readonly auth: AuthParts;
    readonly files?: Readonly<Record<string, string>>;
    readonly options?: ProjectOptions;
    readonly shown: readonly string[];
    readonly causes: readonly string[];
  }
  const rows: readonly Row[] = [
    {
      name: "two fields that no callback assigns",
      auth: {},
      files: { "types.d.ts": augmentation({ session: ["plan: string", "seats: number"] }) },
      shown: ["warn no-unassigned-field types.d.ts:5:5", "warn no-unassigned-field types.d.ts:6:5"],
      causes: [
        "no-unassigned-field session.plan at types.d.ts:5:5",
        "no-unassigned-field session.seats at types.d.ts:6:5",
      ],
    },
    {
      name: "a value that does not come through JSON, in the token and in the session that it goes into",
      auth: {
        jwt: "jwt({ token }) {\n      token.since = new Date();\n      return token;\n    }",
        session: session("session.since = token.since;"),
      },
      files: { "types.d.ts": augmentation({ session: ["since: Date"], token: ["since: Date"] }) },
      shown: ["warn no-unserializable-field auth.ts:8:7", "warn no-unserializable-field auth.ts:12:7"],
      causes: [
        "no-unserializable-field token.since at auth.ts:8:7",
        "no-unserializable-field session.since at auth.ts:12:7",
      ],
    },
    {
      name: "two secrets",
      auth: { session: session('session.accessToken = "a";', 'session.refreshToken = "b";') },
      files: { "types.d.ts": augmentation({ session: ["accessToken: string", "refreshToken: string"] }) },
      options: { analyze: { rules: { "no-secret-in-session": "warn" } } },
      shown: ["warn no-secret-in-session auth.ts:8:7", "warn no-secret-in-session auth.ts:9:7"],
      causes: [
        "no-secret-in-session session.accessToken at auth.ts:8:7",
        "no-secret-in-session session.refreshToken at auth.ts:9:7",
      ],
    },
    {
      name: "a field that no callback assigns, and a secret",
      auth: { session: session('session.accessToken = "a";') },
      files: { "types.d.ts": augmentation({ session: ["accessToken: string", "plan: string"] }) },
      options: { analyze: { rules: { "no-secret-in-session": "warn" } } },
      shown: ["warn no-secret-in-session auth.ts:8:7", "warn no-unassigned-field types.d.ts:6:5"],
      causes: [
        "no-secret-in-session session.accessToken at auth.ts:8:7",
        "no-unassigned-field session.plan at types.d.ts:6:5",
      ],
    },
    {
      name: "two casts, and two paths without a return",
      auth: {
        session: session('(session as any).plan = "free";', "(session as any).seats = 1;", "if (enabled) return;"),
        jwt: "async jwt({ token }) {\n      if (enabled) return;\n      return token;\n    }",
      },
      files: { "types.d.ts": augmentation({ session: ["plan: string", "seats: number"] }) },
      shown: [
        "error require-callback-return auth.ts:8:20",
        "warn no-callback-cast auth.ts:12:8",
        "warn no-callback-cast auth.ts:13:8",
        "error require-callback-return auth.ts:14:20",
      ],
      causes: [
        "require-callback-return at auth.ts:8:20",
        "no-callback-cast at auth.ts:12:8",
        "no-callback-cast at auth.ts:13:8",
        "require-callback-return at auth.ts:14:20",
      ],
    },
    {
      name: "two comments that switch off nothing",
      auth: {
        session: session(
          "// typed-session-disable-next-line no-undeclared-field",
          "void token;",
          "// typed-session-disable-next-line no-undeclared-field",
          "void token;",
        ),
      },
      shown: ["warn no-unused-directive auth.ts:8:42", "warn no-unused-directive auth.ts:10:42"],
      causes: ["no-unused-directive at auth.ts:8:42", "no-unused-directive at auth.ts:10:42"],
    },
  ];
  test.each(rows)("$name", ({ auth, files, options, shown, causes: names }) => {
    expect(placed(auth, files, options)).toEqual({ shown, causes: names });
  });
});
