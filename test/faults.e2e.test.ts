import { spawn, spawnSync } from "node:child_process";
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import {
  atEveryMoment,
  command,
  createApp,
  createAppAt,
  endOf,
  filesOf,
  fix,
  isRoot,
  kinds,
  outcomeOf,
  preload,
  projects,
  sentence,
  target,
  tryUndisturbed,
  withoutTemporary,
  type Ended,
  type Kind,
} from "./support/fault-app.js";

tryUndisturbed();

describe("fix, interrupted at any moment", () => {
  const kind = "creating";
  const before: Record<string, string> = projects[kind];

  it("fix leaves every file whole if it is killed, and the next run completes it", () => {
    const { files: after } = outcomeOf(kind);
    const states = new Set<string>();
    atEveryMoment(
      kind,
      () => ({ FAULT_KIND: "kill" }),
      (app, { signal }, call, at) => {
        expect(signal, call).toBe("SIGKILL");
        const left = withoutTemporary(filesOf(app));
        for (const name of ["auth.ts", target])
          expect([before[name], after[name]], `${name} at ${at}`).toContain(left[name]);
        states.add(JSON.stringify(left));
        // What is left of a temporary file is in nobody's way.
        expect(fix(app).status, `after ${at}`).toBe(0);
        expect(withoutTemporary(filesOf(app)), `after ${at}`).toEqual(after);
      },
    );
    // Before the first file is replaced, and between the two.
    expect(states.size).toBeGreaterThanOrEqual(2);
  });
});

describe.each(kinds)("fix, %s declarations", (kind) => {
  const before: Record<string, string> = projects[kind];

  it("fix goes back if it loses the permission between two files", ({ skip }) => {
    if (isRoot) return skip("root may write everywhere; the next test does the same as another user");
    goesBackWithoutPermission(kind);
  });

  it("fix goes back if it loses the permission between two files, as another user", ({ skip }) => {
    if (!isRoot) return skip("only root can start it as another user");
    const uid = 65_534;
    const mayRead = spawnSync(process.execPath, [command, "--version"], { uid, gid: uid }).status === 0;
    if (!mayRead) return skip("another user may not read this repository");
    goesBackWithoutPermission(kind, uid);
  });

  it("fix ends alike with another fix at the same time", async () => {
    for (let round = 0; round < 5; round++) {
      const app = createApp(kind);
      const place = join(app, "../meet");
      const start = (): Promise<Ended> =>
        endOf(
          spawn(process.execPath, ["--import", preload, command, "fix", "--quiet"], {
            cwd: app,
            env: {
              ...process.env,
              NO_COLOR: "1",
              FAULT_ROOT: app,
              FAULT_KIND: "meet",
              FAULT_AT: "1",
              FAULT_PLACE: place,
            },
          }),
        );
      for (const { status, stderr } of await Promise.all([start(), start()]))
        expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
      expect(readdirSync(place)).toHaveLength(2);
      expect(filesOf(app)).toEqual(outcomeOf(kind).files);
    }
  });

  it("fix writes nothing by halves if files may not be that long", ({ skip }) => {
    if (process.platform === "win32") return skip("there is no such limit");
    const app = createApp(kind);
    // 2 blocks, of 512 or 1,024 bytes.
    const { status, stdout, stderr } = spawnSync(
      "sh",
      ["-c", `ulimit -f 2; exec "$0" "$1" fix`, process.execPath, command],
      {
        cwd: app,
        encoding: "utf8",
      },
    );
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toMatch(
      /could not be written \(EFBIG: [^)]*\); nothing was changed\. Remove the cause and run fix again\.\n$/,
    );
    expect(stderr).toMatch(sentence);
    expect(filesOf(app)).toEqual(before);
    expect(existsSync(join(app, "types"))).toBe(kind === "changing");
  });

  it("fix writes nothing by halves on a full disk", ({ skip }) => {
    const disk = realpathSync(mkdtempSync(join(tmpdir(), "typed-session-disk-")));
    const mounted = spawnSync("mount", ["-t", "tmpfs", "-o", "size=128k", "tmpfs", disk]).status === 0;
    onTestFinished(() => {
      if (mounted) spawnSync("umount", [disk]);
      rmSync(disk, { recursive: true });
    });
    if (!mounted) return skip("nothing may be mounted here; the test before limits the size of files instead");
    const app = createAppAt(join(disk, "app"), kind);
    // All of the place that is left but a page.
    spawnSync("dd", ["if=/dev/zero", `of=${disk}/filler`, "bs=4096", "count=1000"]);
    spawnSync("truncate", ["-s", "-4096", `${disk}/filler`]);
    const { status, stdout, stderr } = fix(app);
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toMatch(
      /could not be written \(ENOSPC: [^)]*\); nothing was changed\. Remove the cause and run fix again\.\n$/,
    );
    expect(filesOf(app)).toEqual(before);
  });
});

/** A fix as a user, from under whom the declarations' directory is protected when the first file has been replaced. */
function goesBackWithoutPermission(kind: Kind, uid?: number): void {
  const app = createApp(kind);
  mkdirSync(join(app, "types"), { recursive: true });
  if (uid !== undefined) {
    chmodSync(dirname(app), 0o755);
    for (const name of ["", "auth.ts", "types", ...(kind === "changing" ? [target] : [])])
      chownSync(join(app, name), uid, uid);
  }
  const run = (at: number): Ended => {
    const { error, ...ended } = spawnSync(process.execPath, ["--import", preload, command, "fix", "--quiet"], {
      cwd: app,
      encoding: "utf8",
      ...(uid !== undefined && { uid, gid: uid }),
      env: {
        ...process.env,
        NO_COLOR: "1",
        FAULT_ROOT: app,
        FAULT_KIND: "protect",
        FAULT_AT: String(at),
        FAULT_PLACE: join(app, "types"),
      },
    });
    if (error) throw error;
    return ended;
  };
  const first = outcomeOf(kind).calls.indexOf("rename") + 1;
  // The call after it belongs to the second file.
  const { status, stdout, stderr } = run(first + 1);
  expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
  expect(stderr).toMatch(/could not be written \(EACCES: /);
  expect(stderr).toMatch(sentence);
  const left = withoutTemporary(filesOf(app));
  expect(left).toEqual(projects[kind]);

  // Now it is protected from the beginning.
  expect(run(0)).toMatchObject({
    status: 2,
    stderr: `typed-session: The directory of ${target} is not writable; nothing was changed. Make it writable and run fix again.\n`,
  });
  expect(withoutTemporary(filesOf(app))).toEqual(projects[kind]);
}

describe("an output that nobody reads to its end", () => {
  it("the run succeeds if the reader has seen enough", async () => {
    const app = createApp("changing");
    const child = spawn(process.execPath, [command, "check", "--quiet"], {
      cwd: app,
      stdio: ["ignore", "pipe", "pipe"],
    });
    // Before the command has even begun.
    child.stdout.destroy();
    expect(await endOf(child)).toMatchObject({ status: 1, stderr: "" });
  });

  it.skipIf(!existsSync("/dev/full"))("the run fails if there is no room for the output", () => {
    const app = createApp("changing");
    const { status, stderr } = spawnSync(
      "sh",
      ["-c", `exec "$0" "$1" check --quiet > /dev/full`, process.execPath, command],
      {
        cwd: app,
        encoding: "utf8",
      },
    );
    expect({ status, stderr }).toEqual({
      status: 2,
      stderr:
        "typed-session: The output could not be written (ENOSPC: no space left on device, write); make room for it, or send it elsewhere, and run this again.\n",
    });
  });
});
