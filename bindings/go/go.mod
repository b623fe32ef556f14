module github.com/call-lifecycle/call-lifecycle/bindings/go

go 1.19
