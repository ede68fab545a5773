package browser_test

import (
	"net/http"

	"github.com/gin-gonic/gin"
	"github.com/go-chi/chi/v5"
	"github.com/labstack/echo/v5"
)

func inChi(h http.Handler) http.Handler {
	r := chi.NewRouter()
	r.Route("/internal", func(r chi.Router) { r.Handle("/metrics", h) })
	return r
}

func inGin(h http.Handler) http.Handler {
	gin.SetMode(gin.ReleaseMode)
	r := gin.New()
	r.Group("/internal").GET("/metrics", gin.WrapH(h))
	return r
}

func inEcho(h http.Handler) http.Handler {
	e := echo.New()
	e.Group("/internal").GET("/metrics", echo.WrapHandler(h))
	return e
}
