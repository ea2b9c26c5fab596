export default defineNuxtConfig({
  compatibilityDate: '2025-07-15',
  telemetry: false,
  modules: ['@sidebase/nuxt-auth'],
  runtimeConfig: {
    authSecret: 'only-here'
  },
  auth: {
    provider: {
      type: 'authjs',
      trustHost: false,
      defaultProvider: 'github',
      addDefaultCallbackUrl: true
    }
  }
})
