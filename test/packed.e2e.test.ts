import { readFileSync, readdirSync, writeFileSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { copyOf, typeErrors } from "./support/app.js";
import { mustRun, run } from "./support/run.js";

const root = join(import.meta.dirname, "..");
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
    const packed = mkdtempSync(join(tmpdir(), "typed-session-packed-"));
    for (const name of ["core", "cli"]) {
      mustRun(join(root, "packages", name), "npx", [...pnpm, "pack", "--pack-destination", packed]);
    }
    const tarball = (start: string): string => {
      const name = readdirSync(packed).find((file) => file.startsWith(start) && file.endsWith(".tgz"));
      if (name === undefined) throw new Error(`no tarball ${start} among ${readdirSync(packed).join(", ")}`);
      return `file:${join(packed, name)}`;
    };

    app = copyOf("nuxt-guide");
    if (manager === "pnpm") mustRun(app, "npx", [...pnpm, "import"]);
    const manifestFile = join(app, "package.json");
    const manifest = JSON.parse(readFileSync(manifestFile, "utf8")) as Manifest;
    const core = { "@typed-session/core": tarball("typed-session-core") };
    manifest.devDependencies = { ...manifest.devDependencies, ...core, "typed-session": tarball("typed-session-0") };
    // The engine is not in the registry yet; the command must find the packed one.
    if (manager === "npm") manifest.overrides = core;
    else manifest.pnpm = { overrides: core, onlyBuiltDependencies: ["esbuild", "@parcel/watcher"] };
    writeFileSync(manifestFile, JSON.stringify(manifest, null, 2));
    if (manager === "npm") mustRun(app, "npm", ["install", "--no-audit", "--no-fund", "--engine-strict=false"]);
    else mustRun(app, "npx", [...pnpm, "install", "--no-frozen-lockfile", "--config.engine-strict=false"]);
    mustRun(app, join(app, "node_modules/.bin/nuxt"), ["prepare"]);
  });

  it("check finds what has drifted, and fix mends it", () => {
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
    expect(run(app, command, ["check"])).toEqual({ status: 0, stdout: "", stderr: "" });
  });
});
