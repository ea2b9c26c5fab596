// Sets up this repository and runs `check` and `fix` on a copy of the nuxt-auth guide's own app: a real Nuxt app with
// real dependencies. It needs only Node 20 and npm, and writes nothing outside this folder but the package managers'
// caches.
import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, rmSync } from "node:fs";
import { basename, join } from "node:path";

const root = join(import.meta.dirname, "..");
const fixture = join(root, "fixtures/nuxt-guide");
const app = join(root, ".demo/nuxt-guide");
const command = join(root, "packages/cli/bin/typed-session.js");
const environment = { ...process.env, NUXT_TELEMETRY_DISABLED: "1" };
// npm, npx and vue-tsc are .cmd files on Windows.
const shell = process.platform === "win32";

/** @param {string} title */
const say = (title) => console.log(`\n# ${title}`);

/** @param {string} directory @param {string} file @param {string[]} args */
const mustRun = (directory, file, args) =>
  execFileSync(file, args, { cwd: directory, env: environment, shell, stdio: "inherit" });

/**
 * Runs a command in the app that may end with findings.
 * @param {string} file @param {string[]} args @returns {number}
 */
const tryInApp = (file, args) => {
  console.log(`$ ${[basename(file), ...args].join(" ")}`.replace("typed-session.js", "typed-session"));
  const [executable, all] = file.endsWith(".js") ? [process.execPath, [file, ...args]] : [file, args];
  return (
    spawnSync(executable, all, { cwd: app, env: environment, shell: shell && executable === file, stdio: "inherit" })
      .status ?? 1
  );
};
const typeCheck = () => tryInApp(join(app, "node_modules/.bin/vue-tsc"), ["--noEmit"]);

say("The repository's own dependencies, and the build");
mustRun(root, "npx", ["-y", "pnpm@10.34.9", "install", "--frozen-lockfile"]);
mustRun(root, "npx", ["-y", "pnpm@10.34.9", "build"]);

say("A copy of the guide's app, with its dependencies");
rmSync(app, { recursive: true, force: true });
mkdirSync(app, { recursive: true });
cpSync(fixture, app, {
  recursive: true,
  filter: (source) => !["node_modules", ".nuxt", ".output"].includes(basename(source)),
});
mustRun(app, "npm", ["ci", "--no-audit", "--no-fund", "--engine-strict=false"]);

say("What the type-checker says before");
typeCheck();

say("check: what the callbacks assign, and what is declared");
tryInApp(command, ["check"]);

say("fix: the declarations that follow the callbacks");
const status = tryInApp(command, ["fix"]);

say("What the type-checker says after");
typeCheck();

console.log(`\nThe app is in ${app.slice(root.length + 1)}; look at its next-auth.d.ts.`);
process.exitCode = status;
