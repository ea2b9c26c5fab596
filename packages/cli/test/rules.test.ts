import { describe, expect, it } from "vitest";
import { auth, augmentation, createApp, tsconfig, type App } from "./support/app.js";

const app = { "tsconfig.json": tsconfig, "auth.ts": auth, "next-auth.d.ts": augmentation };
const secret = {
  ...app,
  "auth.ts": auth.replace(
    "session.user.id = token.id;",
    "session.user.id = token.id;\n      session.apiKey = token.id;",
  ),
  "next-auth.d.ts": augmentation.replace("  interface Session {\n", "  interface Session {\n    apiKey: string;\n"),
};

describe("--rule", () => {
  it("the option switches on a rule that is off by default", async () => {
    const made = createApp(secret);
    expect((await made.run("check")).code).toBe(0);
    const { code, stdout } = await made.run("check", "--rule", "no-secret-in-session=error");
    expect(code).toBe(1);
    expect(stdout).toContain("auth.ts:12:7  error  no-secret-in-session  ");
  });

  it("the option switches off several rules at once", async () => {
    const made = createApp({ ...app, "next-auth.d.ts": "export {};\n" });
    const off = ["--rule", "no-undeclared-field=off", "--rule", "no-untyped-token=off"];
    expect(await made.run("check", ...off)).toEqual({ code: 0, stdout: "", stderr: "" });
    expect((await made.run("fix", ...off)).code).toBe(0);
    expect(made.read("next-auth.d.ts")).toBe("export {};\n");
  });

  it("the option changes a rule's severity", async () => {
    const made = createApp({ ...app, "next-auth.d.ts": "export {};\n" });
    const softened = ["--rule", "no-undeclared-field=warn"];
    const { code, stdout } = await made.run("check", ...softened);
    expect(code).toBe(0);
    expect(stdout).toContain("auth.ts:11:7  warning  no-undeclared-field  ");
    // What has one cause is as grave as the gravest part of it.
    const graver = await made.run("check", ...softened, "--rule", "no-untyped-token=error");
    expect(graver.code).toBe(1);
    expect(graver.stdout).toContain("auth.ts:11:7  error  no-undeclared-field  ");
  });

  it("the option shows what is left of a cause whose finding is off", async () => {
    const made = createApp({ ...app, "next-auth.d.ts": "export {};\n" });
    const { code, stdout } = await made.run("check", "--rule", "no-undeclared-field=off");
    expect(code).toBe(0);
    expect(stdout).toContain("auth.ts:7:17  warning  no-untyped-token  ");
  });

  it.each([
    ["no-such-rule=error", "There is no rule no-such-rule."],
    ["no-untyped-token=loud", "Write no-untyped-token=error, no-untyped-token=warn or no-untyped-token=off."],
    ["no-untyped-token", "Write no-untyped-token=error, no-untyped-token=warn or no-untyped-token=off."],
  ])("the option refuses %s", async (text, sentence) => {
    const { code, stdout, stderr } = await createApp(app).run("check", "--rule", text);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain(sentence);
  });
});

describe("check, if readers have a say", () => {
  const reader = (body: string): string => `import type { Session } from "next-auth";\n\n${body}\n`;
  const maybe = auth.replace("session.user.id = token.id;", "if (token.email) session.user.id = token.id;");

  const isLeftToItsAuthor = async (made: App): Promise<void> => {
    const { stdout } = await made.run("check", "--format", "json");
    const report = JSON.parse(stdout) as { diagnostics: { rule: string; fixable: boolean }[] };
    expect(report.diagnostics.map(({ rule, fixable }) => ({ rule, fixable }))).toEqual([
      { rule: "no-maybe-missing-field", fixable: false },
    ]);
    await made.run("fix");
    expect(made.read("next-auth.d.ts")).toBe(augmentation);
  };

  it("check calls fixable only what fix can remove with the readers", async () => {
    const made = createApp({
      ...app,
      "auth.ts": maybe,
      "reader.ts": reader("export const length = (session: Session): number => session.user.id.length;"),
    });
    await isLeftToItsAuthor(made);
  });

  it("check asks readers that another tsconfig holds", async () => {
    const { compilerOptions } = JSON.parse(tsconfig) as { compilerOptions: object };
    const config = (folder: string): string =>
      JSON.stringify({ compilerOptions: { ...compilerOptions, composite: true }, include: [folder, "next-auth.d.ts"] });
    const made = createApp({
      "tsconfig.json": JSON.stringify({
        files: [],
        references: [{ path: "./tsconfig.app.json" }, { path: "./tsconfig.server.json" }],
      }),
      "tsconfig.app.json": config("app"),
      "tsconfig.server.json": config("server"),
      "server/auth.ts": maybe,
      "next-auth.d.ts": augmentation,
      "app/reader.ts": reader("export const length = (session: Session): number => session.user.id.length;"),
    });
    await isLeftToItsAuthor(made);
  });

  it("check finds a base field that readers miss", async () => {
    const made = createApp({
      ...app,
      "next-auth.d.ts": augmentation.replace(' & DefaultSession["user"]', "").replace(/^import.*\n/, "export {};\n"),
      "reader.ts": reader("export const name = (session: Session): unknown => session.user.name;"),
    });
    const { code, stdout } = await made.run("check");
    expect(code).toBe(1);
    expect(stdout).toContain("next-auth.d.ts:5:5  error  no-ineffective-augmentation  ");
  });

  it("check finds needless casts of readers on request", async () => {
    const made = createApp({
      ...app,
      "reader.ts": reader("export const id = (session: Session): unknown => (session.user as any).id;"),
    });
    expect((await made.run("check")).code).toBe(0);
    const { code, stdout } = await made.run("check", "--rule", "no-reader-cast=error");
    expect(code).toBe(1);
    expect(stdout).toContain("reader.ts:3:51  error  no-reader-cast  ");
  });
});
