import { generateApp, named, prepareDependencies } from "./app.js";
import { benchAgain, benchCold, benchWork, type WorkCase } from "./check.js";
import { countWork } from "./counts.js";
import { dearApps, dearFiles, forms, layOutDearApp, prepareDearApp, type DearApp, type Form } from "./dear.js";
import { benchEndurance } from "./endurance.js";
import { benchLint } from "./lint.js";
import { benchNative, nativeVersions, type NativeVersion } from "./native.js";
import type { Measured } from "./report.js";
import { benchServer, type ServerJob, type ServerRow } from "./server.js";

/** A part of the benchmarks. */
export interface Part {
  /** From the general to the particular, separated by slashes. */
  readonly name: string;
  /** Measures its rows. */
  readonly run: () => Promise<Partial<Measured>>;
}

export interface Options {
  /** Number of measurements of each thing; by default the usual number. */
  readonly rounds?: number;
}

/** Rounds for each size of the clean apps: a run of the largest takes minutes. */
const sizes = [
  { size: 100, rounds: 5 },
  { size: 1000, rounds: 3 },
  { size: 5000, rounds: 2 },
  { size: 10000, rounds: 1 },
] as const;

/** The size of a typical app. */
const usualSize = 1000;

/** The same for apps with expensive types, which take all programs longer. */
const dearSizes = [
  { size: 100, rounds: 3 },
  { size: 1000, rounds: 2 },
  { size: 5000, rounds: 1 },
] as const;

/** The numbers of findings in these apps. */
const findingCounts = [0, 3, 26] as const;

/** All parts, in the order of their runs. */
export function partsOf(options: Options): readonly Part[] {
  const times = (usual: number): number => options.rounds ?? usual;
  return [
    ...dearApps.map((app) => dearWork(app, times)),
    ...dearApps.flatMap((app) => forms.flatMap((form) => dearEditor(app, form, times))),
    ...dearApps.flatMap((app) => forms.map((form) => dearCounts(app, form))),
    ...dearApps.flatMap((app) => forms.map((form) => dearLint(app, form, times))),
    ...foundParts(times),
    ...nativeParts(times),
    ...cleanParts(times),
    endurance(options),
  ];
}

/** Edits in a round of the endurance test, and the usual number of rounds. */
const editsOfARound = 500;
const roundsOfEndurance = 6;

function endurance({ rounds = roundsOfEndurance }: Options): Part {
  return {
    name: "endurance",
    run: () => {
      prepareDependencies();
      return benchEndurance(rounds * editsOfARound);
    },
  };
}

type Times = (usual: number) => number;

function titleOf({ name }: DearApp, form: Form): string {
  return `${name}, ${form}`;
}

function dearWork(app: DearApp, times: Times): Part {
  return {
    name: `dear/check/${app.name}`,
    run: async () => {
      prepareDearApp(app);
      const form = (name: Form): WorkCase => ({
        app: titleOf(app, name),
        directory: layOutDearApp(app, name),
        hasFindings: name === "undeclared",
      });
      return { dear: await benchWork(form("declared"), [form("undeclared")], times(3)) };
    },
  };
}

function dearEditor(app: DearApp, form: Form, times: Times): Part[] {
  const files = [
    { short: "callbacks", file: "the callbacks", name: dearFiles.callbacks },
    { short: "reader", file: "a reader", name: app.reader },
    { short: "helper", file: "a helper", name: app.helper },
  ];
  return files.map(({ short, file, name }) => ({
    name: `dear/editor/${app.name}/${form}/${short}`,
    run: async () => {
      prepareDearApp(app);
      const job: ServerJob = {
        app: titleOf(app, form),
        file,
        name,
        layOut: (plugins) => layOutDearApp(app, form, plugins, `${form}-editor`),
        hasFindings: form === "undeclared" && name === dearFiles.callbacks,
      };
      const { rows, menus } = await benchServer(job, times(1));
      return { dearServer: rows, menus };
    },
  }));
}

function dearCounts(app: DearApp, form: Form): Part {
  return {
    name: `dear/counts/${app.name}/${form}`,
    run: () => {
      prepareDearApp(app);
      const rows = countWork(titleOf(app, form), layOutDearApp(app, form), "the callbacks", dearFiles.callbacks);
      return Promise.resolve({ dearCounts: rows });
    },
  };
}

function dearLint(app: DearApp, form: Form, times: Times): Part {
  return {
    name: `dear/lint/${app.name}/${form}`,
    run: async () => {
      prepareDearApp(app);
      return { dearLint: [await benchLint(titleOf(app, form), layOutDearApp(app, form), times(1), true)] };
    },
  };
}

/** Generated apps with expensive types, with findings and without. */
function foundParts(times: Times): Part[] {
  const titled = (size: number, findings: number): string => `${inWords(size)} files, ${findings} findings`;
  const layOut = (size: number, findings: number): string => {
    prepareDependencies();
    return generateApp(size, { findings, isDear: true });
  };
  return dearSizes.flatMap(({ size, rounds }) => [
    {
      name: `found/check/${size}`,
      run: async () => {
        const [none, ...some] = findingCounts.map((findings): WorkCase => ({
          app: titled(size, findings),
          directory: layOut(size, findings),
          hasFindings: findings > 0,
        }));
        return { found: none ? await benchWork(none, some, times(rounds)) : [] };
      },
    },
    ...findingCounts.slice(0, 2).map((findings): Part => ({
      name: `found/lint/${size}/${findings}`,
      run: async () => ({
        foundLint: [await benchLint(titled(size, findings), layOut(size, findings), times(rounds), false)],
      }),
    })),
  ]);
}

/** Clean apps of these sizes are measured on TypeScript 7, and with three findings. */
const nativeSizes = [0, 100, 1000] as const;
const nativeRounds = 7;

/** Clean apps on which the compilers take long, on the newer version alone. */
const largeNativeSizes = [5000, 10_000] as const;
const largeNativeRounds = 3;

function nativeParts(times: Times): Part[] {
  const part = (version: NativeVersion, size: number, findings: number, rounds: number): Part => ({
    name: `native/${version}/${size}/${findings}`,
    run: async () => {
      prepareDependencies();
      return { native: [await benchNative(version, size, findings, times(rounds))] };
    },
  });
  return [
    ...nativeVersions.flatMap((version) =>
      nativeSizes.flatMap((size) =>
        findingCounts.slice(0, 2).map((findings) => part(version, size, findings, nativeRounds)),
      ),
    ),
    ...largeNativeSizes.map((size) => part("typescript-7.1", size, 0, largeNativeRounds)),
  ];
}

/** Generated apps at their cheapest: without findings and expensive types. */
function cleanParts(times: Times): Part[] {
  const files = { "the callbacks": named.callbacks, "a reader": named.reader, "an unrelated file": named.unrelated };
  const title = `${inWords(usualSize)} files`;
  const part = (name: string, run: () => Promise<Partial<Measured>>): Part => ({
    name: `clean/${name}`,
    run: () => {
      prepareDependencies();
      return run();
    },
  });
  return [
    // Size 0 measures the libraries, which every app has to read.
    ...[{ size: 0, rounds: sizes[0].rounds }, ...sizes].map(({ size, rounds }) =>
      part(`check/${size}`, async () => ({ cold: [await benchCold(size, times(rounds))] })),
    ),
    ...sizes.map(({ size, rounds }) =>
      part(`again/${size}`, async () => ({ again: await benchAgain(size, times(rounds + 2)) })),
    ),
    part("editor", async () => {
      const rows: ServerRow[] = [];
      for (const [file, name] of Object.entries(files)) {
        const layOut = (plugins: readonly object[]): string => generateApp(usualSize, { plugins });
        rows.push(...(await benchServer({ app: title, file, name, layOut, hasFindings: false }, times(3))).rows);
      }
      return { server: rows };
    }),
    part("counts", () => {
      const directory = generateApp(usualSize);
      const counts = Object.entries(files).flatMap(([file, name]) => countWork(title, directory, file, name));
      return Promise.resolve({ counts });
    }),
    ...[
      { size: 100, rounds: 3 },
      { size: usualSize, rounds: 3 },
      { size: 5000, rounds: 1 },
    ].map(({ size, rounds }) =>
      part(`lint/${size}`, async () => ({
        lint: [await benchLint(`${inWords(size)} files`, generateApp(size), times(rounds), false)],
      })),
    ),
  ];
}

function inWords(size: number): string {
  return size.toLocaleString("en");
}
