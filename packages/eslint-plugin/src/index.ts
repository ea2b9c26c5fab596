import plugin from "./plugin.js";

export type * from "./plugin.js";
export default plugin;
// The result of a `require` that loads ES modules, as ESLint 8 does. TypeScript before 5.6 cannot read such a name, so
// the types are those of `plugin.ts`.
export { plugin as "module.exports" };
