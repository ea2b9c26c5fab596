// Preloaded into the command (`node --import`): makes a fault just before the nth change below FAULT_ROOT. The calls
// that can leave a trace there are counted. FAULT_TRACE records them.
import { Buffer } from "node:buffer";
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import { join } from "node:path";

const { FAULT_ROOT: root, FAULT_AT: at, FAULT_KIND: kind, FAULT_PLACE: place } = process.env;
const original = { ...fs };
const opened = new Set();
let calls = 0;

const happen = {
  /** The process dies at once. */
  kill: () => process.kill(process.pid, "SIGKILL"),
  /** A user presses Ctrl+C. */
  interrupt: () => process.kill(process.pid, "SIGINT"),
  /** An author saves the file. */
  save: () => original.writeFileSync(place, "// saved by its author\n"),
  /** The directory is exchanged for a link to another. */
  exchange: () => {
    original.renameSync(place, `${place}-before`);
    original.symlinkSync(join(root, "../outside"), place);
  },
  /** The directory becomes read-only. */
  protect: () => original.chmodSync(place, 0o555),
  /** Another run of the same command, from beginning to end. */
  rerun: () => spawnSync(process.execPath, process.argv.slice(1), { env: { ...process.env, FAULT_AT: "0" } }),
  /** Waits until another process has reached the same call. */
  meet: () => {
    original.mkdirSync(join(place, String(process.pid)), { recursive: true });
    while (original.readdirSync(place).length < 2);
  },
};

/** @param half does half of the call before, if that can be done by halves */
function before(name, half = () => undefined) {
  calls++;
  if (process.env.FAULT_TRACE !== undefined) original.appendFileSync(process.env.FAULT_TRACE, `${name}\n`);
  if (String(calls) !== at) return;
  if (kind === "kill") half();
  happen[kind]();
}

const isInRoot = (path) => typeof path === "string" && path.startsWith(`${root}/`) && !path.includes("/node_modules/");
const isForWriting = (flags) => typeof flags === "string" && /[wax+]/.test(flags);

fs.openSync = (path, flags, ...rest) => {
  if (!isInRoot(path) || !isForWriting(flags)) return original.openSync(path, flags, ...rest);
  before("open");
  const file = original.openSync(path, flags, ...rest);
  opened.add(file);
  return file;
};
fs.closeSync = (file) => {
  if (opened.delete(file)) before("close");
  original.closeSync(file);
};
fs.writeFileSync = (file, data, ...rest) => {
  if (opened.has(file))
    before("write", () => original.writeSync(file, Buffer.from(data), 0, Math.floor(data.length / 2)));
  original.writeFileSync(file, data, ...rest);
};
for (const name of ["fsyncSync", "fchmodSync", "fchownSync"]) {
  fs[name] = (file, ...rest) => {
    if (opened.has(file)) before(name.slice(0, -4));
    return original[name](file, ...rest);
  };
}
for (const name of ["renameSync", "linkSync", "mkdirSync", "rmSync", "rmdirSync"]) {
  fs[name] = (path, ...rest) => {
    if (isInRoot(path)) before(name.slice(0, -4));
    return original[name](path, ...rest);
  };
}
syncBuiltinESMExports();
