import { ExpressAuth } from "@auth/express"
import express from "express"
import { authConfig } from "./auth.js"
import { authenticatedUser, authSession } from "./lib.js"

const app = express()

app.set("trust proxy", true)
app.use("/auth/*splat", ExpressAuth(authConfig))
app.use(authSession)

app.get("/", (req, res) => {
  const { session } = res.locals
  res.render("index", { user: session?.user })
})

app.get("/profile", authenticatedUser, (req, res) => {
  const { session } = res.locals
  res.render("profile", { number: session?.user?.id })
})
