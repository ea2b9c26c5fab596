import { describe, expect, it } from "vitest";
import { auth, augmentation, closingOf, createApp, tsconfig } from "./support/app.js";
import { config, inPackage, layout, page } from "./support/monorepo.js";

describe("a config in a package that others import", () => {
  it("is found from the package that reads it, with the same findings", async () => {
    const app = layout();
    const own = await inPackage(app, "packages/auth", "check", "--format", "compact");
    expect(own.stdout).toMatch(/^src\/index\.ts:11:7: error no-undeclared-field `session\.user\.id`/);
    const read = await inPackage(app, "apps/web", "check", "--format", "compact");
    expect(read).toEqual({ ...own, stdout: own.stdout.replaceAll("src/index.ts", "../../packages/auth/src/index.ts") });
  });

  it("is fixed from there, by a declaration that its readers load", async () => {
    const app = layout();
    expect(await inPackage(app, "apps/web", "fix", "--quiet")).toMatchObject({ code: 0, stderr: "" });
    expect(app.read("packages/auth/src/index.ts")).toContain('declare module "next-auth" {');
    expect(await inPackage(app, "apps/web", "check")).toEqual({ code: 0, stdout: "", stderr: "" });
  });

  it("is no concern of a package that does not import it", async () => {
    expect(await inPackage(layout(), "apps/docs", "check")).toEqual({ code: 0, stdout: "", stderr: "" });
  });
});

describe("readers in other packages", () => {
  const declared = (field: string): string =>
    `${config}\ndeclare module "next-auth" {\n  interface Session {\n    user: { id: string };\n    ${field}\n  }\n}\n\ndeclare module "next-auth/jwt" {\n  interface JWT {\n    id: string;\n  }\n}\n`;
  const reader = `import type { Session } from "@acme/auth";\n\nexport const plan = (session: Session): string => session.plan;\n`;

  it("a field that only another package reads is not removed", async () => {
    const app = layout({
      "packages/auth/src/index.ts": declared("plan: string;"),
      "apps/web/src/page.ts": reader,
    });
    const { code, stdout } = await inPackage(app, "packages/auth", "fix", "--quiet");
    expect(stdout).toContain("no-unassigned-field");
    expect(code).toBe(0);
    expect(app.read("packages/auth/src/index.ts")).toBe(declared("plan: string;"));
  });

  it("a field that nobody reads is removed", async () => {
    const app = layout({ "packages/auth/src/index.ts": declared("plan: string;") });
    await inPackage(app, "packages/auth", "fix", "--quiet");
    expect(app.read("packages/auth/src/index.ts")).toBe(declared("").replace("    \n", ""));
  });
});

describe("several projects in one run", () => {
  const admin = {
    "apps/admin/package.json": '{ "name": "admin" }',
    "apps/admin/tsconfig.json": tsconfig,
    "apps/admin/auth.ts": auth,
  };
  const both = /^apps\/admin\/auth\.ts:11:7: error [^\n]*\npackages\/auth\/src\/index\.ts:11:7: error [^\n]*\n$/;

  it("a workspace without a tsconfig gets a hint at --recursive", async () => {
    expect(await layout().run("check")).toEqual({
      code: 2,
      stdout: "",
      stderr:
        "typed-session: This workspace has no tsconfig.json of its own: run this with --recursive to read all of its packages, or name some with --project.\n",
    });
  });

  it("--recursive reads every package that holds a config, from wherever it runs", async () => {
    const app = layout(admin);
    const whole = await app.run("check", "--recursive", "--format", "compact");
    expect(whole).toMatchObject({ code: 1, stderr: "" });
    expect(whole.stdout).toMatch(both);
    const inside = await inPackage(app, "apps/docs", "check", "-r", "--format", "json");
    const { configs, diagnostics } = JSON.parse(inside.stdout) as {
      configs: { file: string; project: string }[];
      diagnostics: { file: string }[];
    };
    expect(configs).toMatchObject([
      { file: "apps/admin/auth.ts", project: "apps/admin/tsconfig.json" },
      { file: "packages/auth/src/index.ts", project: "packages/auth/tsconfig.json" },
    ]);
    expect(new Set(diagnostics.map(({ file }) => file))).toEqual(
      new Set(["apps/admin/auth.ts", "packages/auth/src/index.ts"]),
    );
    expect(closingOf(await app.runWhole("check", "--recursive"))).toBe(
      "2 configs in apps/admin and packages/auth, seen by apps/web and packages/api: 2 errors; all can be fixed by `typed-session fix --recursive`; 1 other package sees none",
    );
  });

  it("--recursive fixes all of them at once, and a second time nothing", async () => {
    const app = layout(admin);
    const where = "2 configs in apps/admin and packages/auth, seen by apps/web and packages/api";
    expect(closingOf(await app.runWhole("fix", "--recursive"))).toBe(
      `${where}: 2 fixed, nothing left; 1 other package sees none`,
    );
    expect(app.read("apps/admin/next-auth.d.ts")).toContain("id: string;");
    expect(app.read("packages/auth/src/index.ts")).toContain("id: string;");
    expect(closingOf(await app.runWhole("fix", "--recursive"))).toBe(
      `${where}, 4 fields, nothing to fix; 1 other package sees none`,
    );
  });

  it("--project may be given several times", async () => {
    const app = layout(admin);
    const names = ["--project", "apps/admin", "--project", "packages/auth"];
    expect((await app.run("check", ...names, "--format", "compact")).stdout).toMatch(both);
    expect(closingOf(await app.runWhole("fix", ...names))).toBe("2 configs: 2 fixed, nothing left");
    expect(closingOf(await app.runWhole("check", ...names))).toBe("2 configs, 4 fields, nothing to fix");
  });

  it("--recursive outside of a workspace is refused, and so is --project beside it", async () => {
    const alone = createApp({ "tsconfig.json": tsconfig, "auth.ts": auth });
    expect((await alone.run("check", "--recursive")).stderr).toBe(
      "typed-session: --recursive reads the packages of a workspace, and no package.json or pnpm-workspace.yaml above names this directory as part of one: leave it out, or run this in the workspace.\n",
    );
    const { code, stderr } = await alone.run("check", "--recursive", "--project", ".");
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: "typed-session: option '--project <path>' cannot be used with option '-r, --recursive'\n",
    });
  });
});

describe("the packages of a workspace", () => {
  it.each([
    ["npm and Yarn", { "package.json": '{ "workspaces": ["apps/*", "packages/*"] }' }],
    ["Yarn 1 and Bun", { "package.json": '{ "workspaces": { "packages": ["./apps/*", "./packages/*/"] } }' }],
    ["braces", { "package.json": '{ "workspaces": ["{apps,packages}/*"] }' }],
    ["pnpm", { "package.json": "{}", "pnpm-workspace.yaml": "packages:\n  - apps/*\n  - 'packages/**'\n" }],
    ["Nx without a list", { "package.json": "{}", "nx.json": "{}" }],
  ])("are found as %s names them", async (_, files) => {
    const app = layout(files);
    const { stdout } = await inPackage(app, "apps/web", "check", "--format", "compact");
    expect(stdout).toMatch(/^\.\.\/\.\.\/packages\/auth\/src\/index\.ts:11:7: error no-undeclared-field/);
  });

  it("are none that are left out", async () => {
    const app = layout({ "package.json": "{}", "pnpm-workspace.yaml": "packages:\n  - apps/*\n  - '!apps/web'\n" });
    expect(await inPackage(app, "apps/web", "check")).toEqual({ code: 0, stdout: "", stderr: "" });
  });

  it("are found by `paths` and references too", async () => {
    const files = {
      "package.json": "{}",
      "nx.json": "{}",
      "apps/web/package.json": "{}",
      "apps/web/project.json": "{}",
      "apps/docs/package.json": "{}",
    };
    const base = JSON.parse(tsconfig) as { compilerOptions: object };
    const paths = { "@acme/*": ["../../packages/*/src/index.ts"] };
    const withPaths = JSON.stringify({ compilerOptions: { ...base.compilerOptions, paths } });
    const named = layout({ ...files, "apps/web/tsconfig.json": withPaths, "apps/docs/tsconfig.json": withPaths });
    const found = /^\.\.\/\.\.\/packages\/auth\/src\/index\.ts:11:7: error no-undeclared-field/;
    expect((await inPackage(named, "apps/web", "check", "--format", "compact")).stdout).toMatch(found);
    expect((await inPackage(named, "apps/docs", "check")).stdout).toBe("");
    const referring = JSON.stringify({ ...base, references: [{ path: "../../packages/auth" }] });
    const referred = layout({ ...files, "apps/web/tsconfig.json": referring });
    expect((await inPackage(referred, "apps/web", "check", "--format", "compact")).stdout).toMatch(found);
  });
});

describe("an augmentation that only its own package loads", () => {
  const files = {
    "packages/auth/tsconfig.json": tsconfig,
    "packages/auth/types/next-auth.d.ts": augmentation,
  };

  it("is reported where another package reads what it declares, and imported by the config's file", async () => {
    const app = layout(files);
    const { code, stdout } = await inPackage(app, "packages/auth", "check", "--format", "compact");
    expect({ code, stdout }).toEqual({
      code: 1,
      stdout:
        "types/next-auth.d.ts:3:16: error no-ineffective-augmentation `web` imports this package and does not load this file: `session.user.id` is not declared there. (can be fixed)\n",
    });
    expect(await inPackage(app, "packages/auth", "fix", "--quiet")).toMatchObject({ code: 0, stderr: "" });
    expect(app.read("packages/auth/src/index.ts")).toContain('\nimport type {} from "../types/next-auth";\n');
    expect(app.read("packages/auth/types/next-auth.d.ts")).toBe(augmentation);
    expect(await inPackage(app, "apps/web", "check")).toEqual({ code: 0, stdout: "", stderr: "" });
  });

  it("is fine where nobody else reads what it declares", async () => {
    const app = layout({ ...files, "apps/web/src/page.ts": page.replace("user.id", "user?.name") });
    expect(await inPackage(app, "packages/auth", "check")).toEqual({ code: 0, stdout: "", stderr: "" });
  });

  it("is fine where the other package's tsconfig takes it too", async () => {
    const whole = tsconfig.replace(/\}$/, ',"include":[".","../../packages/auth/types"]}');
    const app = layout({ ...files, "apps/web/tsconfig.json": whole });
    expect(await inPackage(app, "packages/auth", "check")).toEqual({ code: 0, stdout: "", stderr: "" });
  });
});

describe("a package that is built", () => {
  const options = JSON.parse(tsconfig) as { compilerOptions: object };
  const composite = JSON.stringify({
    compilerOptions: { ...options.compilerOptions, noEmit: false, composite: true, rootDir: "src", outDir: "dist" },
    include: ["src"],
  });
  const built = {
    "packages/auth/package.json":
      '{ "name": "@acme/auth", "exports": { ".": { "types": "./dist/index.d.ts", "default": "./dist/index.js" } } }',
    "packages/auth/tsconfig.json": composite,
    "packages/auth/src/index.ts": 'export { authOptions, type Session } from "./options.js";\n',
    "packages/auth/src/options.ts": config,
    "apps/web/tsconfig.json": JSON.stringify({ ...options, references: [{ path: "../../packages/auth" }] }),
  };

  it("gets a declaration that the build emits", async () => {
    const app = layout(built);
    const { code, stderr } = await inPackage(app, "packages/auth", "fix", "--quiet");
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(app.read("packages/auth/src/options.ts")).toContain('declare module "next-auth" {');
    expect(await inPackage(app, "apps/web", "check")).toEqual({ code: 0, stdout: "", stderr: "" });
  });

  it("takes in a declaration file, which the build would leave out", async () => {
    const app = layout({ ...built, "packages/auth/src/next-auth.d.ts": augmentation });
    expect((await inPackage(app, "apps/web", "check", "--format", "compact")).stdout).toBe(
      "../../packages/auth/src/next-auth.d.ts:3:16: error no-ineffective-augmentation `web` imports this package and does not load this file: `session.user.id` is not declared there. (can be fixed)\n",
    );
    expect(await inPackage(app, "apps/web", "fix", "--quiet")).toMatchObject({ code: 0, stderr: "" });
    expect(app.exists("packages/auth/src/next-auth.d.ts")).toBe(false);
    expect(app.read("packages/auth/src/options.ts")).toContain('declare module "next-auth" {');
    expect(await inPackage(app, "packages/auth", "check")).toEqual({ code: 0, stdout: "", stderr: "" });
  });

  it("keeps a field that only an app reads that sees its output", async () => {
    const declared = `${config}\ndeclare module "next-auth" {\n  interface Session {\n    user: { id: string };\n    plan: string;\n  }\n}\n\ndeclare module "next-auth/jwt" {\n  interface JWT {\n    id: string;\n  }\n}\n`;
    const app = layout({
      ...built,
      "packages/auth/src/options.ts": declared,
      "apps/web/src/page.ts":
        'import type { Session } from "@acme/auth";\n\nexport const plan = (session: Session): string => session.plan;\n',
    });
    await inPackage(app, "packages/auth", "fix", "--quiet");
    expect(app.read("packages/auth/src/options.ts")).toBe(declared);
  });
});
