import type { ClassicTypeScript } from "@typed-session/core";
import type ts from "typescript";
import { decorate } from "./decorate.js";
import { parseOptions } from "./options.js";
import { registerCodes } from "./quick-fixes.js";

/** Marks a service that has the plugin already, from the tsconfig, when VS Code's extension adds it again. */
const decorated = Symbol.for("typed-session");

/**
 * The plugin as tsserver starts it: `{ "plugins": [{ "name": "@typed-session/typescript-plugin" }] }` in a tsconfig.
 *
 * @param modules the TypeScript that the server runs on
 */
export default function init(modules: { readonly typescript: ClassicTypeScript }): ts.server.PluginModule {
  const ts = modules.typescript;
  return {
    create(info) {
      if (decorated in info.languageService) return info.languageService;
      registerCodes(ts);
      const { options, problems } = parseOptions(info.config);
      for (const problem of problems) info.project.projectService.logger.info(`typed-session: ${problem}`);
      return Object.assign(decorate(ts, info, options, problems), { [decorated]: true });
    },
  };
}
