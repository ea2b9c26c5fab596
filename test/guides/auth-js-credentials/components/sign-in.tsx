import { signIn } from "@/auth"

export function SignIn() {
  return (
    <form
      action={async (form) => {
        "use server"
        await signIn("credentials", form)
      }}
    >
      <input name="email" type="email" />
      <input name="password" type="password" />
      <button>Enter</button>
    </form>
  )
}
