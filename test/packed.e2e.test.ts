import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { copyOf, typeErrors } from "./support/app.js";
import { appAt, plugin } from "./support/linked-app.js";
import { packed } from "./support/packed.js";
import { mustRun, run } from "./support/run.js";
import { serverFor } from "./support/tsserver.js";

const pnpm = ["-y", "pnpm@10.34.9"];
const handler = "server/api/auth/[...].ts";

interface Manifest {
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
  overrides?: Record<string, string>;
  pnpm?: { overrides: Record<string, string>; onlyBuiltDependencies: string[] };
}

/** What would be published, in a fresh app that knows nothing of this workspace. */
describe.each(["npm", "pnpm"] as const)("the packed packages in a fresh app under %s", (manager) => {
  let app: string;

  beforeAll(() => {
    const tarball = packed("core", "cli", "typescript-plugin");

    app = copyOf("nuxt-guide");
    if (manager === "pnpm") mustRun(app, "npx", [...pnpm, "import"]);
    const manifestFile = join(app, "package.json");
    const manifest = JSON.parse(readFileSync(manifestFile, "utf8")) as Manifest;
    const core = { "@typed-session/core": tarball("core") };
    manifest.devDependencies = {
      ...manifest.devDependencies,
      ...core,
      "typed-session": tarball("cli"),
      [plugin.name]: tarball("typescript-plugin"),
    };
    // The engine is not in the registry yet; the command must find the packed one.
    if (manager === "npm") manifest.overrides = core;
    else manifest.pnpm = { overrides: core, onlyBuiltDependencies: ["esbuild", "@parcel/watcher"] };
    writeFileSync(manifestFile, JSON.stringify(manifest, null, 2));
    if (manager === "npm") mustRun(app, "npm", ["install", "--no-audit", "--no-fund", "--engine-strict=false"]);
    else mustRun(app, "npx", [...pnpm, "install", "--no-frozen-lockfile", "--config.engine-strict=false"]);
    mustRun(app, join(app, "node_modules/.bin/nuxt"), ["prepare"]);
  });

  it("the plugin shows the same findings in the editor", async () => {
    const tsconfig = JSON.stringify({ extends: "./.nuxt/tsconfig.json", compilerOptions: { plugins: [plugin] } });
    const installed = appAt(app);
    installed.write("tsconfig.json", tsconfig);
    const server = serverFor({ ...installed, remove: () => undefined }, "typescript-5.9", []);
    try {
      await server.open(handler);
      const found = await server.diagnostics(handler);
      expect(found.filter(({ source }) => source === "typed-session").map(({ code, start }) => [code, start])).toEqual([
        [990_002, { line: 16, offset: 9 }],
        [990_001, { line: 23, offset: 7 }],
      ]);
    } finally {
      await server.close();
    }
  });

  it("the command takes the app's TypeScript and brings no second one", () => {
    const modules = join(app, "node_modules");
    const second =
      manager === "npm"
        ? ["typed-session", "@typed-session/core"].filter((name) =>
            existsSync(join(modules, name, "node_modules/typescript")),
          )
        : readdirSync(join(modules, ".pnpm")).filter((name) => /^typescript@(?!5\.9\.3)/.test(name));
    expect(second).toEqual([]);
  });

  it("rules prints the page of a rule, which is in the package", () => {
    const { status, stdout } = run(app, join(app, "node_modules/.bin/typed-session"), ["rules", "no-untyped-token"]);
    expect({ status, heading: stdout.split("\n")[0] }).toEqual({
      status: 0,
      heading: "# typed-session/no-untyped-token",
    });
  });

  it("check finds what has drifted, and fix removes it", () => {
    const command = join(app, "node_modules/.bin/typed-session");
    const checked = run(app, command, ["check", "--format", "json"]);
    expect(checked.status, checked.stderr).toBe(1);
    const { fields } = JSON.parse(checked.stdout) as { fields: { interface: string; path: string; status: string }[] };
    expect(fields.map((field) => `${field.interface}.${field.path} ${field.status}`)).toEqual([
      "Session.accessToken mismatched",
      "Session.user.id undeclared",
      "JWT.accessToken undeclared",
      "JWT.id undeclared",
      "Profile.id undeclared",
    ]);
    expect(run(app, command, ["fix"]).status).toBe(0);
    expect(typeErrors(app, "vue-tsc", ["-p", ".nuxt/tsconfig.json"])).toEqual([`${handler}(17,20): TS18048`]);
    expect(run(app, command, ["check", "--quiet"])).toEqual({ status: 0, stdout: "", stderr: "" });
  });
});
