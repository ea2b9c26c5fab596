export default defineNuxtConfig({
  telemetry: false,
  modules: ['@sidebase/nuxt-auth'],
  auth: {
    provider: {
      type: 'authjs'
    }
  }
})
