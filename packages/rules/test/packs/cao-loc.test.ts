import * as CaoLoc from "@chibo/rules/packs/cao-loc"
import * as Vietnam from "@chibo/rules/packs/vietnam"
import { RulePackTest } from "@chibo/rules/testing"
import { describe, it } from "vitest"
import { scenariosOf } from "./scenarios.ts"

RulePackTest.suite({ describe, it }, CaoLoc.pack, {
  above: [Vietnam.pack],
  functions: Vietnam.functions,
  scenarios: scenariosOf("cao-loc")
})
