// Preloaded into the command (`node --import`): writes the reads and writes of the process into OBSERVE_LOG, a line
// each, and refuses everything else: other processes, threads, the network, code made from text.
import childProcess from "node:child_process";
import dgram from "node:dgram";
import dns from "node:dns";
import fs from "node:fs";
import http from "node:http";
import http2 from "node:http2";
import https from "node:https";
import { syncBuiltinESMExports } from "node:module";
import net from "node:net";
import tls from "node:tls";
import vm from "node:vm";
import { URL } from "node:url";
import workerThreads from "node:worker_threads";

const { writeSync } = fs;
const log = fs.openSync(process.env.OBSERVE_LOG, "a");
const note = (what, path) => writeSync(log, `${what} ${String(path)}\n`);

const beyond = {
  childProcess: [childProcess, "exec", "execSync", "execFile", "execFileSync", "fork", "spawn", "spawnSync"],
  dgram: [dgram, "createSocket"],
  dns: [dns, "lookup", "resolve", "resolve4", "resolve6"],
  global: [globalThis, "fetch", "eval", "Function"],
  http: [http, "request", "get", "createServer"],
  http2: [http2, "connect", "createServer"],
  https: [https, "request", "get", "createServer"],
  net: [net, "connect", "createConnection", "createServer"],
  socket: [net.Socket.prototype, "connect"],
  tls: [tls, "connect"],
  vm: [vm, "Script", "compileFunction", "createContext", "runInContext", "runInNewContext", "runInThisContext"],
  workerThreads: [workerThreads, "Worker"],
};
for (const [owner, [object, ...names]] of Object.entries(beyond)) {
  for (const name of names) {
    object[name] = function () {
      note("beyond", `${owner}.${name}`);
      throw new Error(`${owner}.${name} is not allowed here`);
    };
  }
}

const writing = [
  ...[
    "appendFile",
    "chmod",
    "chown",
    "copyFile",
    "cp",
    "lchown",
    "link",
    "lutimes",
    "mkdir",
    "mkdtemp",
    "rename",
    "rm",
    "rmdir",
  ],
  ...["symlink", "truncate", "unlink", "utimes", "writeFile"],
];
const reading = ["readFile", "readdir", "opendir"];
const isForWriting = (flags) => (typeof flags === "string" ? /[wax+]/.test(flags) : (flags & 3) !== 0);

function watch(object, name, whatOf) {
  const original = object[name];
  if (typeof original !== "function") return;
  object[name] = function (...args) {
    const what = whatOf(args);
    const paths = what === "write" ? args.slice(0, 2) : args.slice(0, 1);
    // An open file was recorded when it was opened. The second of two paths is absolute here.
    for (const [index, path] of paths.entries()) {
      if (typeof path === "string" && (index === 0 || path.startsWith("/"))) note(what, path);
      else if (path instanceof URL) note(what, path.pathname);
    }
    return original.apply(this, args);
  };
}
for (const [object, suffixes] of [
  [fs, ["", "Sync"]],
  [fs.promises, [""]],
]) {
  for (const suffix of suffixes) {
    for (const name of writing) watch(object, `${name}${suffix}`, () => "write");
    for (const name of reading) watch(object, `${name}${suffix}`, () => "read");
    watch(object, `open${suffix}`, ([, flags = "r"]) => (isForWriting(flags) ? "write" : "read"));
  }
}
watch(fs, "createWriteStream", () => "write");
watch(fs, "createReadStream", () => "read");
syncBuiltinESMExports();
