// A test runner for StrykerJS that runs the engine's tests in its own process. The compiler and the parsed packages
// stay loaded between mutants: Vitest's runner would load them anew for each, which takes longer than the tests.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { createServer, defaultServerConditions } from "vite";

/** The module that tests get for "vitest". */
const shim =
  "const { describe, test, expect, inject } = globalThis.inProcessTests;\nexport { describe, test, expect, inject };\n";

const testFolder = "packages/core/test";
const setupFile = `${testFolder}/support/copy-packages.ts`;
/** Tests with random inputs, with other programs, and of a page outside of the engine. */
const leftOut = ["property/", "fix/formatted.test.ts", "patterns/docs.test.ts"];
/**
 * The CPU time for the tests of one mutant. A mutant that is not noticed by then counts as survived, so the score is a
 * lower bound.
 */
const secondsPerMutant = 60;

/** The mutants that each test passes through, in the copy of the sources that holds them. */
const coverageFile = "mutant-coverage.json";

/** The global that Stryker's instrumented code reads. */
const stryker = (globalThis.__stryker__ ??= {});

class InProcessRunner {
  /** @type {Map<string, { id: string, name: string, fileName: string, run: () => unknown }>} */
  tests = new Map();
  /** What the setup of the tests provides, by name. */
  provided = new Map();
  loaded = new Set();
  /** @type {Map<string, Set<object>>} By source file, the tests that noticed one of its mutants, the last one last. */
  noticed = new Map();

  capabilities() {
    // A mutant in code that runs once at load time gets a new process.
    return { reloadEnvironment: false };
  }

  async init() {
    const inject = (name) => this.provided.get(name);
    globalThis.inProcessTests = { ...this.#collector(), expect: await vitestExpect(), inject };
    this.server = await createServer({
      configFile: false,
      logLevel: "error",
      appType: "custom",
      server: { middlewareMode: true, watch: null, hmr: false, ws: false },
      optimizeDeps: { noDiscovery: true },
      ssr: { noExternal: ["vitest"], resolve: { conditions: ["@typed-session/source", ...defaultServerConditions] } },
      plugins: [
        {
          name: "in-process-tests",
          enforce: "pre",
          resolveId: (id) => (id === "vitest" ? "\0vitest" : undefined),
          load: (id) => (id === "\0vitest" ? shim : undefined),
        },
      ],
    });
    const { default: setup } = await this.server.ssrLoadModule(path.resolve(setupFile));
    this.tearDown = setup({ provide: (name, value) => this.provided.set(name, value) });
  }

  async dryRun({ testFiles }) {
    stryker.activeMutant = undefined;
    await this.#load(testFiles?.length > 0 ? testFiles : allTestFiles());
    const tests = [];
    for (const test of this.tests.values()) {
      stryker.currentTestId = test.id;
      const start = Date.now();
      const failure = await failureOf(test);
      stryker.currentTestId = undefined;
      const { id, name, fileName } = test;
      tests.push({
        id,
        name,
        fileName,
        timeSpentMs: Date.now() - start,
        ...(failure === undefined ? { status: 0 } : { status: 1, failureMessage: failure }),
      });
    }
    // The processes that run the mutants read it there.
    writeFileSync(coverageFile, JSON.stringify(stryker.mutantCoverage.perTest));
    return { status: "complete", tests, mutantCoverage: stryker.mutantCoverage };
  }

  async mutantRun({ activeMutant, testFilter, hitLimit, mutantActivation }) {
    const start = () => Object.assign(stryker, { activeMutant: activeMutant.id, hitCount: 0, hitLimit });
    if (mutantActivation === "static") start();
    await this.#load(testFilter ? new Set(testFilter.map((id) => id.split("#")[0])) : allTestFiles());
    start();
    // The likeliest tests to notice are a rule's own, those that noticed the last mutants of the same file, and those
    // that pass through rarely tested code nearby.
    const name = path.basename(activeMutant.fileName, ".ts");
    const tests = (testFilter ?? [...this.tests.keys()]).map((id) => this.tests.get(id)).filter(Boolean);
    const own = tests.filter(({ fileName }) => path.basename(fileName).startsWith(name));
    const before = this.noticed.get(activeMutant.fileName) ?? new Set();
    const likely = [...before].reverse().filter((test) => tests.includes(test));
    const rareness = this.#rarenessAround(Number(activeMutant.id));
    const rest = [...tests].sort((a, b) => rareness(b) - rareness(a));
    const begun = processorSeconds();
    let nrOfTests = 0;
    try {
      for (const test of new Set([...likely.slice(0, 3), ...own, ...rest])) {
        if (processorSeconds() - begun > secondsPerMutant) break;
        nrOfTests++;
        const failureMessage = await failureOf(test);
        if (stryker.hitLimit !== undefined && stryker.hitCount > stryker.hitLimit)
          return { status: "timeout", reason: `Hit limit reached (${stryker.hitCount}/${stryker.hitLimit})` };
        if (failureMessage === undefined) continue;
        before.delete(test);
        this.noticed.set(activeMutant.fileName, before.add(test));
        return { status: "killed", killedBy: [test.id], failureMessage, nrOfTests };
      }
      return { status: "survived", nrOfTests };
    } finally {
      stryker.activeMutant = undefined;
    }
  }

  /** How much a test passes through the code around a mutant; code that few tests reach counts more. */
  #rarenessAround(mutant) {
    this.coverage ??= Object.entries(JSON.parse(readFileSync(coverageFile, "utf8"))).map(([id, hits]) => ({
      id,
      covered: new Set(Object.keys(hits).map(Number)),
    }));
    const scores = new Map();
    for (let near = mutant - 8; near <= mutant + 8; near++) {
      const through = this.coverage.filter(({ covered }) => covered.has(near));
      for (const { id } of through) scores.set(id, (scores.get(id) ?? 0) + 1 / through.length);
    }
    return ({ id }) => scores.get(id) ?? 0;
  }

  async dispose() {
    this.tearDown?.();
    await this.server?.close();
  }

  async #load(files) {
    for (const file of files) {
      const fileName = path.resolve(file);
      if (this.loaded.has(fileName)) continue;
      this.loaded.add(fileName);
      this.currentFile = fileName;
      await this.server.ssrLoadModule(pathToFileURL(fileName).pathname);
    }
  }

  #collector() {
    const titles = [];
    const describe = (title, body) => {
      titles.push(title);
      body();
      titles.pop();
    };
    describe.each = (rows) => (title, body) => {
      for (const [index, row] of rows.entries()) {
        const values = Array.isArray(row) ? row : [row];
        describe(`${title} ${index + 1}`, () => body(...values));
      }
    };
    const test = (title, run) => {
      const name = [...titles, title].join(" ");
      const fileName = this.currentFile;
      let id = `${fileName}#${name}`;
      while (this.tests.has(id)) id += "'";
      this.tests.set(id, { id, name, fileName, run });
    };
    test.each = (rows) => (title, run) => {
      for (const [index, row] of rows.entries()) {
        const values = Array.isArray(row) ? row : [row];
        test(`${title} ${index + 1}`, () => run(...values));
      }
    };
    return { describe, test };
  }
}

/** Vitest's `expect`, which works without the rest of it. */
async function vitestExpect() {
  const ofVitest = createRequire(createRequire(import.meta.url).resolve("vitest/package.json"));
  const { chai, JestAsymmetricMatchers, JestChaiExpect, JestExtend } = await import(
    pathToFileURL(ofVitest.resolve("@vitest/expect")).href
  );
  const fileSnapshots = ({ Assertion }) => {
    Assertion.addMethod("toMatchFileSnapshot", function (file) {
      chai.expect(this._obj).to.equal(readFileSync(file, "utf8"));
    });
  };
  for (const plugin of [JestExtend, JestChaiExpect, JestAsymmetricMatchers, fileSnapshots]) chai.use(plugin);
  return chai.expect;
}

async function failureOf({ run }) {
  try {
    await run();
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function processorSeconds() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

function allTestFiles() {
  // Only now, since this file is loaded before the process goes to the copy of the sources with the mutants.
  return readdirSync(testFolder, { recursive: true })
    .map((name) => name.replaceAll("\\", "/"))
    .filter((name) => name.endsWith(".test.ts") && !leftOut.some((one) => name.startsWith(one)))
    .map((name) => path.join(testFolder, name));
}

export const strykerPlugins = [{ kind: "TestRunner", name: "in-process", injectableClass: InProcessRunner }];
