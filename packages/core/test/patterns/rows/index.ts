import type { Pattern } from "../pattern.js";
import { a1 } from "./a1-alias.js";
import { a2 } from "./a2-parameter-object.js";
import { a3 } from "./a3-parameter-pattern.js";
import { c1 } from "./c1-condition.js";
import { c2 } from "./c2-await.js";
import { c3 } from "./c3-try.js";
import { d1 } from "./d1-delete.js";
import { d2 } from "./d2-element-access.js";
import { d3 } from "./d3-computed-key.js";
import { d4 } from "./d4-object-assign.js";
import { h1 } from "./h1-helper.js";
import { h2 } from "./h2-elsewhere.js";
import { h3 } from "./h3-factory.js";
import { h4 } from "./h4-promise-resolve.js";
import { h5 } from "./h5-other-writes.js";
import { h6 } from "./h6-wrapper.js";
import { j1 } from "./j1-javascript.js";
import { n1 } from "./n1-nothing-written.js";
import { s1 } from "./s1-user-property.js";
import { s2 } from "./s2-session-property.js";
import { s3 } from "./s3-user-replaced.js";
import { s4 } from "./s4-spread-return.js";
import { s5 } from "./s5-fresh-literal.js";
import { s6 } from "./s6-spread-of-values.js";
import { t1 } from "./t1-token-property.js";
import { t2 } from "./t2-token-spread.js";
import { t3 } from "./t3-user-spread.js";
import { t4 } from "./t4-fresh-token.js";
import { t5Inner } from "./t5-inner.js";
import { t5 } from "./t5-nested-token.js";
import { x1 } from "./x1-cast-to-any.js";
import { x2 } from "./x2-cast-to-own-type.js";
import { x3 } from "./x3-value-cast.js";
import { x4 } from "./x4-directives.js";
import { x5 } from "./x5-any-parameters.js";
import { x6 } from "./x6-annotated-parameters.js";
import { x7 } from "./x7-cast-alias.js";

/** Every pattern, in the order of the table. */
export const patterns: readonly Pattern[] = [
  s1,
  s2,
  s3,
  s4,
  s5,
  s6,
  t1,
  t2,
  t3,
  t4,
  t5Inner,
  t5,
  c1,
  c2,
  c3,
  x1,
  x2,
  x3,
  x4,
  x5,
  x6,
  a1,
  a2,
  a3,
  x7,
  d1,
  d2,
  d3,
  d4,
  h1,
  h2,
  h3,
  h4,
  h6,
  n1,
  h5,
  j1,
];
