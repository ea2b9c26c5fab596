import { ESLint, type Linter } from "eslint";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import plugin from "../src/index.js";
import { configFor, lint } from "./support/lint.js";
import { projectOnDisk, removeProjectsAfterwards, type Files } from "./support/project.js";
import { auth, block, sessionTypes, tokenTypes, types } from "./support/texts.js";

removeProjectsAfterwards();

/** A token's field that goes into the session's, which is assigned in line 11. */
const flow = (before = "", after = ""): string =>
  auth(`jwt({ token }) {
      token.plan = "free";
      return token;
    },
    session({ session, token }) {
${before}      session.plan = token.plan;${after}
      return session;
    },`);

/** The reports in a file, as `rule:line` without the plugin's name. */
function reported(files: Files, name = "auth.ts", extra: readonly Linter.Config[] = []): string[] {
  const root = projectOnDisk(files);
  return lint(root, name, [...configFor(root), ...extra])
    .filter(({ ruleId }) => ruleId !== null)
    .map(({ ruleId, line }) => `${ruleId?.split("/").at(-1) ?? ""}:${String(line)}`);
}

const whole = ["no-undeclared-field:11"];
const part = ["no-untyped-token:7"];

describe("one cause is one report", () => {
  test("what the token lacks is a part of what the session lacks", () => {
    expect(reported({ "auth.ts": flow() })).toEqual(whole);
  });

  test("a part stands alone if the config switches off the rule of the whole", () => {
    const off = { rules: { "typed-session/no-undeclared-field": "off" } } as const;
    expect(reported({ "auth.ts": flow() }, "auth.ts", [off])).toEqual(part);
  });

  test("a part stands alone if a comment in the file switches off the rule of the whole", () => {
    expect(reported({ "auth.ts": `/* eslint typed-session/no-undeclared-field: off */ ${flow()}` })).toEqual(part);
  });

  test.each([
    ["a comment above its line", "      // eslint-disable-next-line typed-session/no-undeclared-field\n", ""],
    ["a comment with a reason", "      // eslint-disable-next-line typed-session/no-undeclared-field -- later\n", ""],
    [
      "a comment with several rules",
      "      // eslint-disable-next-line eqeqeq, typed-session/no-undeclared-field\n",
      "",
    ],
    ["a comment for all rules", "      // eslint-disable-next-line\n", ""],
    ["a comment of two lines", "      /* eslint-disable-next-line\n      typed-session/no-undeclared-field */\n", ""],
    ["a comment on its line", "", " // eslint-disable-line typed-session/no-undeclared-field"],
    ["a comment before it", "      /* eslint-disable typed-session/no-undeclared-field */\n", ""],
    ["a comment for all rules before it", "      /* eslint-disable */\n", "\n/* eslint-enable */"],
  ])("a part stands alone if the whole is switched off by %s", (_, before, after) => {
    expect(reported({ "auth.ts": flow(before, after) })).toEqual(part);
  });

  test.each([
    ["another rule", "      // eslint-disable-next-line typed-session/no-mismatched-field\n", ""],
    ["another line", "      // eslint-disable-next-line typed-session/no-undeclared-field\n\n", ""],
    [
      "a comment that another takes back",
      "      /* eslint-disable */\n      /* eslint-enable typed-session/no-undeclared-field */\n",
      "",
    ],
    ["a comment after it", "", "\n/* eslint-disable typed-session/no-undeclared-field */"],
    [
      "a line comment, which cannot switch off a block",
      "      // eslint-disable typed-session/no-undeclared-field\n",
      "",
    ],
    ["what is no comment of ESLint's", "      // no eslint-disable-next-line typed-session/no-undeclared-field\n", ""],
  ])("a part stays a part if the comment is about %s", (_, before, after) => {
    expect(reported({ "auth.ts": flow(before, after) }).map((one) => one.split(":")[0])).toEqual([
      "no-undeclared-field",
    ]);
  });

  test("a comment names the plugin as the config does", () => {
    const root = projectOnDisk({
      "auth.ts": flow("      // eslint-disable-next-line auth/no-undeclared-field\n"),
    });
    const [typed] = configFor(root);
    const rules = { "auth/no-undeclared-field": "error", "auth/no-untyped-token": "error" } as const;
    const config = [typed ?? {}, { plugins: { auth: plugin as ESLint.Plugin }, rules }];
    expect(lint(root, "auth.ts", config).map(({ ruleId }) => ruleId)).toEqual(["auth/no-untyped-token"]);
  });

  test("a comment at the part's place has an effect, even if the whole is reported", () => {
    const text = flow().replace(
      "token.plan =",
      "// eslint-disable-next-line typed-session/no-untyped-token\n      token.plan =",
    );
    const root = projectOnDisk({ "auth.ts": text });
    const unused = { linterOptions: { reportUnusedDisableDirectives: "error" } } as const;
    expect(lint(root, "auth.ts", [...configFor(root), unused]).map(({ ruleId }) => ruleId)).toEqual([
      "typed-session/no-undeclared-field",
    ]);
  });
});

describe("a cause in two files", () => {
  const split = (comment = ""): Files => ({
    "token.ts": `import type { NextAuthOptions } from "next-auth";

type Callbacks = NonNullable<NextAuthOptions["callbacks"]>;

export const jwt: Callbacks["jwt"] = ({ token }) => {
  token.plan = "free";
  return token;
};
`,
    "session.ts": `import type { NextAuthOptions } from "next-auth";

type Callbacks = NonNullable<NextAuthOptions["callbacks"]>;

export const session: Callbacks["session"] = ({ session, token }) => {
${comment}  session.plan = token.plan;
  return session;
};
`,
    "auth.ts": `import type { NextAuthOptions } from "next-auth";
import { jwt } from "./token";
import { session } from "./session";

export const authOptions: NextAuthOptions = { providers: [], callbacks: { jwt, session } };
`,
  });

  test("the cause is reported at the whole", () => {
    expect([reported(split(), "session.ts"), reported(split(), "token.ts")]).toEqual([["no-undeclared-field:6"], []]);
  });

  test("the cause is reported at its part if comments may switch off the whole in its file", () => {
    const files = split("  // eslint-disable-next-line typed-session/no-undeclared-field\n");
    expect([reported(files, "session.ts"), reported(files, "token.ts")]).toEqual([[], ["no-untyped-token:6"]]);
  });
});

test("a cause whose whole is in a file without rules is reported at its part", () => {
  const files = {
    "auth.ts": auth(
      `jwt({ token }) {
      token.plan = "free";
      return token;
    },
    session({ session, token }) {
      fill(session, token.plan);
      return session;
    },`,
      { head: 'import { fill } from "./plans";' },
    ),
    "plans.ts":
      "export const fill = (given: { expires: string; plan?: unknown }, plan: unknown) => {\n  given.plan = plan;\n};\n",
  };
  expect(reported(files, "plans.ts")).toEqual([]);
  expect(reported(files)).toEqual(["no-untyped-token:7"]);
  // A word about the session makes the rules look at the file.
  const named = { ...files, "plans.ts": `${files["plans.ts"]}// Of a session.\n` };
  expect([reported(named, "plans.ts"), reported(named)]).toEqual([["no-undeclared-field:2"], []]);
});

describe("the fix of a cause", () => {
  const fixed = async (files: Files, name: string): Promise<{ text: string; left: (string | null)[] }> => {
    const root = projectOnDisk(files);
    const eslint = new ESLint({ cwd: root, overrideConfigFile: true, overrideConfig: configFor(root), fix: true });
    const results = await eslint.lintFiles(name);
    await ESLint.outputFixes(results);
    return {
      text: readFileSync(join(root, name), "utf8"),
      left: results.flatMap(({ messages }) => messages.map(({ ruleId }) => ruleId)),
    };
  };

  test("the fix is made if a comment switches off another finding, which stays undeclared", async () => {
    const text = auth(`session({ session }) {
      // eslint-disable-next-line typed-session/no-undeclared-field
      session.note = "";
      session.plan = "free";
      return session;
    },`);
    const declared = block("next-auth", "Session", ["team?: string"]);
    expect(await fixed({ "auth.ts": text + declared }, "auth.ts")).toEqual({
      text: text + block("next-auth", "Session", ["team?: string", "plan: string"]),
      left: [],
    });
  });

  test("the fix of the part is made if the whole is its author's to decide", async () => {
    const files = {
      "auth.ts": flow(),
      "page.ts":
        'import type { Session } from "next-auth";\n\nexport interface Own extends Session {\n  plan: number;\n}\n',
      [types]: sessionTypes("team?: string"),
    };
    const { text } = await fixed(files, types);
    expect(text).toBe(`${files[types]}\n${block("next-auth/jwt", "JWT", ["plan: string"])}`);
  });

  test("each file's fix is made by itself if one cause is declared in two files", () => {
    const files = {
      "auth.ts": flow(),
      "token.d.ts": tokenTypes("team?: string"),
      "session.d.ts": sessionTypes("team?: string"),
    };
    expect([reported(files), reported(files, "token.d.ts"), reported(files, "session.d.ts")]).toEqual([
      whole,
      ["no-untyped-token:4"],
      [],
    ]);
  });

  test("each file's fix is made by itself if two causes are declared in two files", async () => {
    const files = {
      "auth.ts": auth(`session({ session }) {
      session.plan = "free";
      session.user.seats = 5;
      return session;
    },`),
      "session-user.ts": "// The user of a session.\nexport interface AppUser {\n  team?: string;\n}\n",
      [types]: `import type { AppUser } from "../session-user";\n\n${block("next-auth", "Session", ["user: AppUser"])}`,
    };
    expect((await fixed(files, types)).text).toBe(
      files[types].replace("AppUser;\n  }", "AppUser;\n    plan: string;\n  }"),
    );
    expect((await fixed(files, "session-user.ts")).text).toBe(
      "// The user of a session.\nexport interface AppUser {\n  team?: string;\n  seats: number;\n}\n",
    );
  });
});

describe("the settings of a project in ESLint", () => {
  const atSignIn = {
    "auth.ts": auth("jwt({ token, user }) {\n      if (user) token.id = user.id;\n      return token;\n    },"),
    [types]: tokenTypes("id: string"),
  };
  const optional = { "typed-session.config.json": '{ "signInFields": "optional" }' };

  test("they count from their own file or package.json", () => {
    const inManifest = { "package.json": '{ "typed-session": { "signInFields": "optional" } }' };
    expect(reported({ ...atSignIn, ...optional }, types)).toEqual(["no-maybe-missing-field:5"]);
    expect(reported({ ...atSignIn, ...inManifest }, types)).toEqual(["no-maybe-missing-field:5"]);
    expect(reported(atSignIn, types)).toEqual([]);
  });

  test("they yield to those of ESLint's config", () => {
    const required = { settings: { "typed-session": { signInFields: "required" } } };
    expect(reported({ ...atSignIn, ...optional }, types, [required])).toEqual([]);
  });

  test("they set no severities, which are ESLint's", () => {
    const off = { "typed-session.config.json": '{ "rules": { "no-undeclared-field": "off" } }' };
    expect(reported({ "auth.ts": flow(), ...off })).toEqual(whole);
  });

  test("they may ignore the auth configs of some files, also from ESLint's config", () => {
    const inExample = { "examples/auth.ts": flow(), "auth.ts": auth("") };
    const ignoring = { "typed-session.config.json": '{ "ignoreConfigs": ["examples/**"] }' };
    const settings = { "typed-session": { ignoreConfigs: ["examples/**"] } };
    expect(reported(inExample, "examples/auth.ts")).toEqual(whole);
    expect(reported({ ...inExample, ...ignoring }, "examples/auth.ts")).toEqual([]);
    expect(reported(inExample, "examples/auth.ts", [{ settings }])).toEqual([]);
  });

  test("they ignore auth configs of tests by default", () => {
    const inTest = { "auth.test.ts": flow() };
    const asking = { "typed-session.config.json": '{ "ignoreConfigs": ["!auth.test.ts"] }' };
    expect(reported(inTest, "auth.test.ts")).toEqual([]);
    expect(reported({ ...inTest, ...asking }, "auth.test.ts")).toEqual(whole);
  });

  test("they are reported once if wrong, in the auth file, and their right part counts", () => {
    const wrong = { "typed-session.config.json": '{ "signInFields": "optional", "declareln": "callback" }' };
    const root = projectOnDisk({ ...atSignIn, ...wrong });
    expect(lint(root, "auth.ts").map(({ message, line, column }) => [message, line, column])).toEqual([
      [
        'typed-session.config.json: there is no option "declareln". See https://github.com/typed-session/typed-session/blob/main/docs/configuration.md.',
        1,
        1,
      ],
    ]);
    expect(lint(root, types).map(({ messageId }) => messageId)).toEqual(["finding"]);
  });
});
