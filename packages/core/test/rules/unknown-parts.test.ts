import { describe, test } from "vitest";
import { augmentation, types } from "../support/augmentation.js";
import { checkMarked, type MarkedCase } from "../support/marked-project.js";

const jwt = (body: string): string => `jwt({ token }: any) {
      ${body}
      return token;
    }`;
const nowhere = "⟦no-untyped-token!⟧";

/** `token.own` is declared by nobody: in a literal it stands beside parts that are known. */
const silent: readonly MarkedCase[] = [
  {
    name: "a part with a fallback",
    auth: { jwt: jwt(`token.owner = { id: ${nowhere}token.own ?? "none", label: "x" };`) },
    files: { [types]: augmentation({ token: ["owner: { id: string; label: string }"] }) },
  },
  {
    name: "a part that is taken without a change",
    auth: { jwt: jwt(`token.owner = { id: ${nowhere}token.own, label: "x" };`) },
    files: { [types]: augmentation({ token: ["owner: { id: string; label: string }"] }) },
  },
  {
    name: "a literal in a literal",
    auth: { jwt: jwt(`token.owner = { team: { id: ${nowhere}token.own ?? "none" } };`) },
    files: { [types]: augmentation({ token: ["owner: { team: { id: string } }"] }) },
  },
  {
    name: "an element of a list",
    auth: { jwt: jwt(`token.owners = [${nowhere}token.own ?? "none"];`) },
    files: { [types]: augmentation({ token: ["owners: string[]"] }) },
  },
  {
    name: "an object in a list",
    auth: { jwt: jwt(`token.owners = [{ id: ${nowhere}token.own ?? "none" }];`) },
    files: { [types]: augmentation({ token: ["owners: { id: string }[]"] }) },
  },
  {
    name: "one of two literals",
    auth: { jwt: jwt(`token.owner = enabled ? { id: "x" } : { id: ${nowhere}token.own ?? "none" };`) },
    files: { [types]: augmentation({ token: ["owner: { id: string }"] }) },
  },
];

const told: readonly MarkedCase[] = [
  {
    name: "a literal whose parts are all known",
    auth: { jwt: jwt('token.owner = { id: 1, label: "x" };') },
    files: { [types]: augmentation({ token: ["⟦no-mismatched-field⟧owner: { id: string; label: string }"] }) },
    fixed: { [types]: augmentation({ token: ["owner: { id: number; label: string }"] }) },
  },
];

describe("a literal held against a declared type", () => {
  for (const one of silent) {
    test(`a part of unknown type is no mismatch: ${one.name}`, () => {
      checkMarked(one);
    });
  }
  for (const one of told) {
    test(`a part of the wrong type is a mismatch: ${one.name}`, () => {
      checkMarked(one);
    });
  }

  test("a literal with a part of unknown type is not declared", () => {
    checkMarked({
      auth: { jwt: jwt(`⟦no-untyped-token!⟧token.owner = { id: ${nowhere}token.own ?? "none" };`) },
      fixed: {},
    });
  });
});
