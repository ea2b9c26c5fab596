import ts from "typescript";
import { viewOf } from "../../src/compiler/program-view.js";
import { typesOf } from "../../src/compiler/types.js";
import { discoverConfigs } from "../../src/discover/configs.js";
import { inferCallbacks } from "../../src/infer/callbacks.js";
import { authFile, helpers, type AuthParts } from "./auth-file.js";
import type { NextAuthVersion } from "./packages.js";
import { workspaceOn } from "./workspace.js";
import type { CallbackFacts, ObjectFacts } from "../../src/infer/facts.js";

/** The callbacks of one auth file as followed, and a printer for their types. */
export interface Facts extends CallbackFacts {
  readonly text: (type: ts.Type) => string;
}

export interface FactsOptions {
  readonly signInFields?: "required" | "optional";
  readonly nextAuth?: NextAuthVersion;
}

/** Follows the callbacks of an auth file, whole or in parts, once, without any overlay. */
export function factsOf(auth: AuthParts | string, options: FactsOptions = {}): Facts {
  const { signInFields = "required", nextAuth = "4.24.15" } = options;
  const text = typeof auth === "string" ? auth : authFile(auth);
  const workspace = workspaceOn(nextAuth, { "auth.ts": text, "helpers.ts": helpers });
  const [config, ...others] = discoverConfigs(workspace).configs;
  if (!config || others.length > 0) throw new Error("There is not one config.");
  const facts = inferCallbacks(viewOf(workspace), config, { signInFields });
  const types = typesOf(ts, workspace.program);
  return { ...facts, text: (type) => types.text(type) };
}

/** The names of the written fields: `plan?` if some path leaves it out, and `data.plan` for a field inside. */
export function namesIn({ fields }: Pick<ObjectFacts, "fields">, prefix = ""): string[] {
  return [...fields].flatMap(([name, { writes, optional, inner }]) => [
    ...(writes.length > 0 ? [`${prefix}${name}${optional ? "?" : ""}`] : []),
    ...namesIn({ fields: inner }, `${prefix}${name}.`),
  ]);
}
