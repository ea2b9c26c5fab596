// Runs the tests of the engine and the command on TypeScript 7: on the 7.1 that the tests depend on, on their 7.0 with
// `pnpm test:native -- --7.0`, or on the newest 7.x of the registry with `--newest`. What follows goes to Vitest.
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

const root = join(import.meta.dirname, "..");
const vitest = join(dirname(createRequire(import.meta.url).resolve("vitest/package.json")), "vitest.mjs");
const isOnWindows = process.platform === "win32";

// pnpm passes on the two dashes before the arguments.
const given = process.argv.slice(2).filter((arg) => arg !== "--");
const others = given.filter((arg) => arg !== "--newest" && arg !== "--7.0");
const folder = given.includes("--newest") ? mkdtempSync(join(tmpdir(), "typed-session-typescript-")) : undefined;
try {
  if (folder) install(newestVersion(), folder);
  const { status } = spawnSync(process.execPath, [vitest, "run", "--config", "vitest.native.config.ts", ...others], {
    cwd: root,
    stdio: "inherit",
    env: { ...process.env, TYPED_SESSION_COMPILER: folder ?? (given.includes("--7.0") ? "7.0" : "7.1") },
  });
  process.exitCode = status ?? 1;
} finally {
  if (folder) rmSync(folder, { recursive: true, force: true });
}

/** The version of TypeScript 7 that was published last, beta and nightly versions included. */
function newestVersion() {
  const text = execFileSync("npm", ["view", "typescript", "time", "--json"], { encoding: "utf8", shell: isOnWindows });
  const published = Object.entries(JSON.parse(text)).filter(([version]) => version.startsWith("7."));
  const [newest] = published.sort(([, one], [, other]) => Date.parse(other) - Date.parse(one));
  if (!newest) throw new Error("The registry has no TypeScript 7.");
  return newest[0];
}

function install(version, into) {
  console.log(`typescript@${version}`);
  writeFileSync(join(into, "package.json"), "{}");
  execFileSync("npm", ["install", "--no-audit", "--no-fund", `typescript@${version}`], {
    cwd: into,
    stdio: "inherit",
    shell: isOnWindows,
  });
}
