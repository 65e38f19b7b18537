import { JournalTest } from "@chibo/core/testing"
import * as Memory from "@chibo/adapters/memory"
import { describe, it } from "vitest"

JournalTest.suite({ describe, it }, "memory", Memory.layer)
