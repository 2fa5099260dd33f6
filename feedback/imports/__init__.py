"""Tables that officers bring: registers, tabulations of answers, complaints."""
