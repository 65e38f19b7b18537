import { JournalTest } from "@chibo/core/testing"
import { describe, it } from "vitest"
import { freshLayer } from "./sqlite/files.ts"

JournalTest.suite({ describe, it }, "sqlite", freshLayer)
