import { expect } from "vitest";
import type { Analysis } from "../../src/index.js";
import { newErrors } from "../support/new-errors.js";
import { project, type Project } from "../support/project.js";
import { expectedDiagnostics, expectedFields, typeText } from "./expected.js";
import { filesOf } from "./render.js";
import type { Scenario } from "./scenario.js";

/** A failure shows the project, which says more than the scenario it was made from. */
export function withFiles(check: (scenario: Scenario) => void): (scenario: Scenario) => void {
  return (scenario) => {
    try {
      check(scenario);
    } catch (error) {
      const files = Object.entries(filesOf(scenario)).map(([name, text]) => `--- ${name}\n${text}`);
      throw new Error(`${error instanceof Error ? error.message : String(error)}\n${files.join("")}`, { cause: error });
    }
  };
}

/** Infers and reports what was put in, and mends it without breaking anything. */
export function isMended(scenario: Scenario): void {
  const before = open(scenario);
  expect(inferredIn(before.analysis(), scenario)).toEqual(inferredExpected(scenario));
  expect(foundIn(before.analysis())).toEqual(foundExpected(scenario));

  const after = before.fixed();
  expect(newErrors(before, after, "auth.ts")).toEqual([]);
  expect(before.analysis().diagnostics.filter((one) => !one.fixable)).toEqual([]);
  expect(foundIn(after.analysis())).toEqual([]);
  expect(after.analysis().fix.changes).toEqual([]);
  expect(inferredIn(after.analysis(), scenario)).toEqual(inferredExpected(scenario));
}

/** Infers what was put in and says nothing. */
export function isSilent(scenario: Scenario): void {
  const analysis = open(scenario).analysis();
  expect(inferredIn(analysis, scenario)).toEqual(inferredExpected(scenario));
  expect(foundIn(analysis)).toEqual([]);
  expect(analysis.report.ok).toBe(true);
  expect(analysis.fix.changes).toEqual([]);
}

function open(scenario: Scenario): Project {
  return project(filesOf(scenario), { nextAuth: scenario.nextAuth });
}

type Inferred = Record<string, { type: string; optional: boolean } | null>;

function inferredExpected(scenario: Scenario): Inferred {
  return Object.fromEntries(
    expectedFields(scenario).map((field) => [
      `${field.interface}.${field.path}`,
      { type: typeText(field), optional: field.optional },
    ]),
  );
}

/** What the report says of the expected fields, and of any other that it says is assigned. */
function inferredIn({ report }: Analysis, scenario: Scenario): Inferred {
  const expected = inferredExpected(scenario);
  return Object.fromEntries(
    report.fields
      .map((field) => [`${field.interface}.${field.path}`, field.inferred] as const)
      .filter(([name, inferred]) => name in expected || inferred !== null),
  );
}

function foundExpected(scenario: Scenario): string[] {
  return expectedDiagnostics(scenario)
    .map(({ rule, field }) => `${rule} ${field}`)
    .sort();
}

function foundIn({ diagnostics }: Analysis): string[] {
  return diagnostics.map(({ rule, field }) => `${rule} ${field ? `${field.interface}.${field.path}` : ""}`).sort();
}
